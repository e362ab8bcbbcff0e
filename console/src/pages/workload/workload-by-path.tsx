import type { WorkloadDetail } from '../../../../src/server/contract/index.ts';
import { ApiError } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { ErrorView, LoadingView } from '../../parts/states.tsx';
import { useTexts } from '../../texts/language.tsx';
import { isWorkloadPath } from './address.ts';
import { WorkloadView } from './workload-view.tsx';

/** A workload by its address, `apps/Deployment/shop/web`: the answer, or what is there instead of it. */
export function WorkloadByPath({ path, panel = false }: { readonly path: string; readonly panel?: boolean }) {
  const { workload: texts } = useTexts();
  const enabled = isWorkloadPath(path);
  const workload = useRead<WorkloadDetail>(`workloads/${path}`, {}, { keep: false, enabled });
  const error = enabled ? workload.error : new ApiError(404, 'no such path');
  if (workload.data !== undefined && enabled) {
    return <WorkloadView key={path} workload={workload.data} panel={panel} />;
  }
  return (
    <>
      {!panel && <h1>{texts.title}</h1>}
      {error === null ? (
        <LoadingView lines={10} />
      ) : (
        <ErrorView what={texts.failed} error={error} retry={() => void workload.refetch()} />
      )}
    </>
  );
}
