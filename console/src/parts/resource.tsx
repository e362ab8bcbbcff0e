import type { Resource } from '../../../src/server/contract/index.ts';
import { useTexts } from '../texts/language.tsx';
import { Name } from './names.tsx';
import classes from './resource.module.css';

/** As the filter `object` has it: `apps/Deployment/shop/web`, `/Namespace//shop`. */
export function objectKey({ group, kind, namespace, name }: Omit<Resource, 'container'>): string {
  return `${group}/${kind}/${namespace ?? ''}/${name}`;
}

/** `Deployment shop/web · container app`. */
export function ResourceName({ resource }: { readonly resource: Resource }) {
  const { parts: texts } = useTexts();
  const { kind, namespace, name, container } = resource;
  return (
    <span className={classes.resource}>
      <span className={classes.kind}>{kind}</span>
      <code className={classes.name}>
        <Name>{namespace === null ? name : `${namespace}/${name}`}</Name>
      </code>
      {container !== null && <span className={classes.container}>{texts.container(container)}</span>}
    </span>
  );
}
