import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/language.tsx';

export function FindingsPage() {
  const { findings: texts } = useTexts();
  return <Page title={texts.title}>…</Page>;
}
