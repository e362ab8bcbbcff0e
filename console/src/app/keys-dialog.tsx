import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language.tsx';
import classes from './shell.module.css';

/** What keys do. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { shell: texts } = useTexts();
  return (
    <Dialog title={texts.keys} onClose={onClose}>
      <dl className={classes.keys}>
        {texts.keyList.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
