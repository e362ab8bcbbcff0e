import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Vitest leaves a core free while it runs once: of two that is half.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/unit/**/*.test.ts', 'test/e2e/**/*.test.ts', 'console/src/**/*.test.ts'],
          // Tests that start programs are slow on a busy machine; nothing is asserted on time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'arrows', include: ['test/arrows.test.ts'] } },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          globalSetup: ['test/cluster/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 1_500_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          // Kubelets and pods on this machine: as root only (test/nodes/README.md).
          name: 'nodes',
          include: ['test/nodes/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 1_500_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'console',
          include: ['test/console/**/*.test.ts'],
          globalSetup: ['test/console/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          // They share a server and a browser, and there is not more than that to do at once.
          fileParallelism: false,
        },
      },
    ],
  },
});
