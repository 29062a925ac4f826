import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { Refusal } from '../api/client';
import { router } from './router';
import { theme } from './theme';

/** A refusal stays one however often it is asked again; a server that is away may come back. */
function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // A machine without a network still reaches its own server, whatever the browser thinks.
      queries: { networkMode: 'always', retry: (failures, error) => !(error instanceof Refusal && error.status < 500) && failures < 3 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

export function App({ nonce }: { nonce: string }) {
  const [client] = useState(newClient);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
