CREATE TABLE "app"."foreign_contracts" (
	"gln" text NOT NULL,
	"address" text NOT NULL,
	"name" text NOT NULL,
	"abi" jsonb NOT NULL,
	"registered_at" bigint NOT NULL,
	CONSTRAINT "foreign_contracts_gln_address_pk" PRIMARY KEY("gln","address")
);
