CREATE TABLE "app"."chain_alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "app"."chain_alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"name" text,
	"value" double precision NOT NULL,
	"threshold" double precision NOT NULL,
	"raised_at" bigint NOT NULL,
	"cleared_at" bigint,
	"cleared" text
);
--> statement-breakpoint
CREATE TABLE "app"."chain_rules" (
	"rule" text PRIMARY KEY NOT NULL,
	"enabled" boolean NOT NULL,
	"threshold" double precision NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."sample_hours" (
	"measure" text NOT NULL,
	"hour" bigint NOT NULL,
	"min" double precision NOT NULL,
	"avg" double precision NOT NULL,
	"max" double precision NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "sample_hours_measure_hour_pk" PRIMARY KEY("measure","hour")
);
--> statement-breakpoint
CREATE TABLE "app"."samples" (
	"time" bigint PRIMARY KEY NOT NULL,
	"answers" boolean NOT NULL,
	"view" bigint,
	"indexed" bigint NOT NULL,
	"measures" jsonb NOT NULL,
	"nodes" jsonb NOT NULL,
	"certificates" jsonb NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "chain_alerts_open" ON "app"."chain_alerts" USING btree ("rule","subject") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "chain_alerts_cleared" ON "app"."chain_alerts" USING btree ("cleared_at");