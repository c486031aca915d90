import { join } from 'node:path';
import { exists, mustRun } from './command.js';

export const SERVICES = ['risk-service', 'catalog-service'] as const;
export type ServiceImage = (typeof SERVICES)[number];

/** What builds images and runs containers on this machine. */
export interface Engine {
  readonly name: string;
  build(service: ServiceImage): Promise<string>;
  /**
   * Builds again without any cache and tells what runs of both builds: the digests of the layers, and the configuration. (An image's own
   * digest also covers the names that buildah gave to intermediate steps.) Undefined where the engine writes the time into layers, so
   * that no two are alike.
   */
  readonly rebuild?: (service: ServiceImage) => Promise<readonly [first: string, second: string]>;
  /** Bytes of all layers, uncompressed. */
  size(image: string): Promise<number>;
  user(image: string): Promise<string>;
  /** Arguments before the image's name for a container on this machine's own network. */
  readonly run: readonly [program: string, ...args: string[]];
}

/**
 * Docker where its daemon answers, else buildah and podman with a base image made on this machine.
 *
 * @throws Error when neither is there
 */
export async function findEngine(root: string): Promise<Engine> {
  if (await exists('docker', 'info')) return docker(root);
  if ((await exists('buildah', '--version')) && (await exists('podman', '--version'))) return buildah(root);
  throw new Error(
    'npm run verify:images needs Docker with a running daemon, or buildah and podman (Debian: apt-get install buildah podman runc debootstrap).',
  );
}

const tagOf = (service: ServiceImage) => `tradewind/${service}:verify`;

function docker(root: string): Engine {
  return {
    name: 'Docker',
    run: ['docker', 'run', '--network', 'host'],
    async build(service) {
      const image = tagOf(service);
      await mustRun('docker', [
        'build',
        '-f',
        join(root, 'docker/Dockerfile'),
        '--build-arg',
        `SERVICE=${service}`,
        '-t',
        image,
        root,
      ]);
      return image;
    },
    size: async (image) => Number(await mustRun('docker', ['image', 'inspect', '--format', '{{.Size}}', image])),
    user: (image) => mustRun('docker', ['image', 'inspect', '--format', '{{.Config.User}}', image]),
  };
}

function buildah(root: string): Engine {
  let base: Promise<string> | undefined;
  const bud = async (service: ServiceImage, image: string, ...options: string[]): Promise<void> => {
    base ??= mustRun(join(root, 'docker/base-image.sh'), []);
    await mustRun('buildah', [
      'bud',
      ...['--isolation', 'chroot', '--network', 'host', '--layers', '--format', 'docker', '--timestamp', '0'],
      ...['-f', join(root, 'docker/Dockerfile'), '--ignorefile', join(root, 'docker/Dockerfile.dockerignore')],
      ...[
        '--build-arg',
        `NODE_IMAGE=${await base}`,
        '--build-arg',
        `SERVICE=${service}`,
        ...options,
        '-t',
        image,
        root,
      ],
    ]);
  };
  const runs = ['image', 'inspect', '--format', '{{json .RootFS.Layers}} {{json .Config}}'];
  return {
    name: 'buildah and podman',
    // runc, because crun refuses hybrid cgroups. Limits of its own, because podman's defaults are above what a machine without
    // CAP_SYS_RESOURCE may set; no health check, because podman runs them by systemd timers.
    run: [
      ...(['podman', '--runtime', 'runc', '--cgroup-manager', 'cgroupfs', 'run', '--network', 'host'] as const),
      ...['--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=4096:4096', '--no-healthcheck'],
    ],
    async build(service) {
      const image = `localhost/${tagOf(service)}`;
      await bud(service, image);
      return image;
    },
    async rebuild(service) {
      const again = `localhost/${tagOf(service)}-again`;
      await bud(service, again, '--no-cache');
      try {
        return [
          await mustRun('podman', [...runs, `localhost/${tagOf(service)}`]),
          await mustRun('podman', [...runs, again]),
        ];
      } finally {
        await mustRun('podman', ['rmi', again]);
      }
    },
    size: async (image) => Number(await mustRun('podman', ['image', 'inspect', '--format', '{{.Size}}', image])),
    user: (image) => mustRun('podman', ['image', 'inspect', '--format', '{{.Config.User}}', image]),
  };
}
