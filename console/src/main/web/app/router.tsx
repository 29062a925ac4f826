import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { readSearch } from '../jobs/filter';
import { MigrationsPage } from '../migrations/page';
import { NotFound } from './not-found';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const migrations = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readSearch,
  component: MigrationsPage,
});

export const router = createRouter({
  routeTree: root.addChildren([migrations]),
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
