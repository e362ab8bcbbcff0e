import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/language.tsx';

export function FindingPage() {
  const { finding: texts } = useTexts();
  return <Page title={texts.title}>…</Page>;
}
