import type { ExceptionDraft } from '../../../../src/server/contract/index.ts';
import { YamlView } from '../../parts/yaml-view.tsx';
import { useTexts } from '../../texts/language.tsx';
import classes from './exceptions.module.css';

/** An exception to commit: as an object, and as an entry of a settings file. */
export function ExceptionFiles({ draft: { manifest, settings } }: { readonly draft: ExceptionDraft }) {
  const { exceptions: texts } = useTexts();
  return (
    <div className={classes.files}>
      <h3>{texts.asObject}</h3>
      <YamlView yaml={manifest.yaml} label={texts.asObject} fileName={manifest.fileName} />
      <h3>{texts.asSettings}</h3>
      <YamlView yaml={settings} label={texts.asSettings} fileName="breakwater-exception.yaml" />
    </div>
  );
}
