CREATE TABLE "ledger"."listed_contracts" (
	"name" text PRIMARY KEY NOT NULL,
	"target" text NOT NULL,
	"version" integer NOT NULL,
	"abi_hash" text NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."nodes" (
	"node" text PRIMARY KEY NOT NULL,
	"gln" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"wished" text NOT NULL,
	"wish" text NOT NULL,
	"reason" text,
	"registered_seq" bigint NOT NULL,
	"updated_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."services" (
	"gln" text PRIMARY KEY NOT NULL,
	"signer" text NOT NULL,
	"url" text NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "nodes_gln" ON "ledger"."nodes" USING btree ("gln");