-- As pgbench -i makes them (PostgreSQL documentation, pgbench, "What is the 'Transaction' Actually Performed in pgbench?").
CREATE TABLE public.pgbench_branches (bid int NOT NULL, bbalance int, filler char(88));
CREATE TABLE public.pgbench_tellers (tid int NOT NULL, bid int, tbalance int, filler char(84));
CREATE TABLE public.pgbench_accounts (aid int NOT NULL, bid int, abalance int, filler char(84));
CREATE TABLE public.pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
