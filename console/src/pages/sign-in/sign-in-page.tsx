import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/language.tsx';

export function SignInPage() {
  const { signIn: texts } = useTexts();
  return <Page title={texts.title}>…</Page>;
}
