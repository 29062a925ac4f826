import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readStep } from '../create/steps';
import { readDetailsSearch } from '../details/tabs';
import { readSearch } from '../jobs/filter';
import { MigrationsPage } from '../migrations/page';
import { readProfileSearch, readProfilesSearch } from '../profiles/search';
import { readSettingsSearch } from '../settings/search';
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

const create = createRoute({
  getParentRoute: () => root,
  path: '/create',
  validateSearch: readStep,
  component: lazyRouteComponent(() => import('../create/page'), 'CreatePage'),
});

const edit = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$job/edit',
  validateSearch: readStep,
  component: lazyRouteComponent(() => import('../create/page'), 'EditPage'),
});

const migrations = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readSearch,
  component: MigrationsPage,
});

const profiles = createRoute({
  getParentRoute: () => root,
  path: '/profiles',
  validateSearch: readProfilesSearch,
  component: lazyRouteComponent(() => import('../profiles/page')),
});

const newProfile = createRoute({
  getParentRoute: () => root,
  path: '/profiles/new',
  component: lazyRouteComponent(() => import('../profiles/new')),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profiles/$profile',
  validateSearch: readProfileSearch,
  component: lazyRouteComponent(() => import('../profiles/profile')),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import('../settings/page')),
});

export const router = createRouter({
  routeTree: root.addChildren([migrations, create, details, edit, promote, profiles, newProfile, profile, settings]),
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
