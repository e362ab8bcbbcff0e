import { Link } from 'react-router';
import { EmptyView } from '../parts/states.tsx';
import { useTexts } from '../texts/language.tsx';
import { Page } from './page.tsx';

export function NotFound() {
  const { shell: texts } = useTexts();
  return (
    <Page title={texts.notFound}>
      <EmptyView icon="search" title={texts.notFoundWhat} action={<Link to="/">{texts.toOverview}</Link>} />
    </Page>
  );
}
