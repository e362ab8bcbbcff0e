import type { ReactNode } from 'react';
import classes from './form.module.css';

/** Fields one below the other. What is wrong with them is said by the form itself, once it was sent. */
export function Form(props: { readonly onSubmit: () => void; readonly children: ReactNode }) {
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
    </form>
  );
}

/** A form's or dialog's buttons, the one that does it last. */
export function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}

/** Fields that belong together. */
export function FieldSet({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className={classes.fields}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}
