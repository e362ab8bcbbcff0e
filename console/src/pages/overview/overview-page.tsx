import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/language.tsx';

export function OverviewPage() {
  const { overview: texts } = useTexts();
  return <Page title={texts.title}>…</Page>;
}
