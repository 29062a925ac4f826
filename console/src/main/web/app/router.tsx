import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readDetailsSearch } from '../details/tabs';
import { readSearch } from '../jobs/filter';
import { MigrationsPage } from '../migrations/page';
import { NotFound } from './not-found';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const details = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$job',
  validateSearch: readDetailsSearch,
  component: lazyRouteComponent(() => import('../details/page')),
});

const promote = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$job/promote',
  component: lazyRouteComponent(() => import('../promote/page')),
});

const migrations = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readSearch,
  component: MigrationsPage,
});

export const router = createRouter({
  routeTree: root.addChildren([migrations, details, promote]),
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
