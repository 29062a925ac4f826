import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useObstacle } from '../actions/me';
import { Offer } from '../app/offer';
import { createButtonTexts } from '../texts/create-button';

/** To the page that makes a migration; for a viewer it is off and says why. */
export function CreateButton({ stale, second }: { stale: boolean; second?: boolean }) {
  const obstacle = useObstacle(stale);
  const navigate = useNavigate();
  return (
    <Offer obstacle={obstacle}>
      {(off) => (
        <Button {...off} variant={second ? 'default' : 'filled'} onClick={() => obstacle === undefined && void navigate({ to: '/create' })}>
          {createButtonTexts.create}
        </Button>
      )}
    </Offer>
  );
}
