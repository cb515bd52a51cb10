CREATE SCHEMA "ledger";
--> statement-breakpoint
CREATE TABLE "ledger"."lots" (
	"ref" integer PRIMARY KEY NOT NULL,
	"lot" text NOT NULL,
	"gtin" text NOT NULL,
	"lot_number" text NOT NULL,
	"owner" text NOT NULL,
	"production" date NOT NULL,
	"expiry" date NOT NULL,
	"quantity" bigint NOT NULL,
	"commissioned" bigint NOT NULL,
	"serialised" boolean NOT NULL,
	"origin" text NOT NULL,
	"recalled" boolean NOT NULL,
	"recall_class" integer,
	"recall_reason" text,
	"recalled_by" text,
	"recalled_seq" bigint,
	"registered_seq" bigint NOT NULL,
	CONSTRAINT "lots_lot_unique" UNIQUE("lot")
);
--> statement-breakpoint
CREATE TABLE "ledger"."packaging_levels" (
	"gtin" text PRIMARY KEY NOT NULL,
	"product" text NOT NULL,
	"units" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."product_versions" (
	"gtin" text NOT NULL,
	"version" integer NOT NULL,
	"data" jsonb NOT NULL,
	"reason" text,
	"seq" bigint NOT NULL,
	CONSTRAINT "product_versions_gtin_version_pk" PRIMARY KEY("gtin","version")
);
--> statement-breakpoint
CREATE TABLE "ledger"."products" (
	"gtin" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"status" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"suspended_by" text,
	"reason" text,
	"search_text" text NOT NULL,
	"registered_seq" bigint NOT NULL,
	"updated_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."repeated_serials" (
	"lot_ref" integer NOT NULL,
	"index" bigint NOT NULL,
	"first_lot_ref" integer NOT NULL,
	"first_index" bigint NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "repeated_serials_lot_ref_index_pk" PRIMARY KEY("lot_ref","index")
);
--> statement-breakpoint
CREATE TABLE "ledger"."runs" (
	"lot_ref" integer NOT NULL,
	"run" integer NOT NULL,
	"count" integer NOT NULL,
	"root" "bytea" NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "runs_lot_ref_run_pk" PRIMARY KEY("lot_ref","run")
);
--> statement-breakpoint
CREATE TABLE "ledger"."approvals" (
	"proposal" bigint NOT NULL,
	"account" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "approvals_proposal_account_pk" PRIMARY KEY("proposal","account")
);
--> statement-breakpoint
CREATE TABLE "ledger"."governance" (
	"id" integer PRIMARY KEY NOT NULL,
	"threshold" integer NOT NULL,
	"executions" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."institutions" (
	"gln" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"name" text NOT NULL,
	"permissions" jsonb NOT NULL,
	"applicant" text,
	"reason" text,
	"applied_seq" bigint NOT NULL,
	"admitted_seq" bigint,
	"updated_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."licences" (
	"gln" text NOT NULL,
	"position" integer NOT NULL,
	"number" text NOT NULL,
	"scope" jsonb NOT NULL,
	"valid_from" bigint NOT NULL,
	"valid_to" bigint NOT NULL,
	CONSTRAINT "licences_gln_position_pk" PRIMARY KEY("gln","position")
);
--> statement-breakpoint
CREATE TABLE "ledger"."operators" (
	"account" text PRIMARY KEY NOT NULL,
	"gln" text NOT NULL,
	"role" text NOT NULL,
	"active" boolean NOT NULL,
	"successor" text,
	"since_seq" bigint NOT NULL,
	"until_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "ledger"."proposals" (
	"id" bigint PRIMARY KEY NOT NULL,
	"proposer" text NOT NULL,
	"contract" text NOT NULL,
	"call" text NOT NULL,
	"args" jsonb NOT NULL,
	"target" text NOT NULL,
	"data" text NOT NULL,
	"reason" text NOT NULL,
	"expiry" bigint NOT NULL,
	"state" text NOT NULL,
	"made_seq" bigint NOT NULL,
	"closed_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "ledger"."containers" (
	"ref" integer PRIMARY KEY NOT NULL,
	"sscc" text NOT NULL,
	"place_ref" integer NOT NULL,
	"root_ref" integer NOT NULL,
	"gln" text NOT NULL,
	"created_seq" bigint NOT NULL,
	"updated_seq" bigint NOT NULL,
	CONSTRAINT "containers_sscc_unique" UNIQUE("sscc")
);
--> statement-breakpoint
CREATE TABLE "ledger"."contents" (
	"holder_ref" integer NOT NULL,
	"lot_ref" integer NOT NULL,
	"loose" bigint NOT NULL,
	"total" bigint NOT NULL,
	CONSTRAINT "contents_holder_ref_lot_ref_pk" PRIMARY KEY("holder_ref","lot_ref")
);
--> statement-breakpoint
CREATE TABLE "ledger"."daily" (
	"day" date NOT NULL,
	"act" text NOT NULL,
	"gln" text NOT NULL,
	"gtin" text NOT NULL,
	"units" bigint NOT NULL,
	"events" integer NOT NULL,
	CONSTRAINT "daily_day_act_gln_gtin_pk" PRIMARY KEY("day","act","gln","gtin")
);
--> statement-breakpoint
CREATE TABLE "ledger"."holders" (
	"ref" integer PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"gln" text,
	"setter" text,
	"sscc" text,
	"number" text,
	"state" text,
	"day" date,
	CONSTRAINT "holders_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "ledger"."opened_packs" (
	"lot_ref" integer NOT NULL,
	"index" bigint NOT NULL,
	"gln" text NOT NULL,
	"taken" bigint NOT NULL,
	"last" bigint NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "opened_packs_lot_ref_index_pk" PRIMARY KEY("lot_ref","index")
);
--> statement-breakpoint
CREATE TABLE "ledger"."shipment_lots" (
	"shipment_ref" integer NOT NULL,
	"lot_ref" integer NOT NULL,
	"sent" bigint NOT NULL,
	CONSTRAINT "shipment_lots_shipment_ref_lot_ref_pk" PRIMARY KEY("shipment_ref","lot_ref")
);
--> statement-breakpoint
CREATE TABLE "ledger"."shipments" (
	"ref" integer PRIMARY KEY NOT NULL,
	"sender" text NOT NULL,
	"number" text NOT NULL,
	"receiver" text NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"sent" bigint NOT NULL,
	"left" bigint NOT NULL,
	"containers_sent" integer NOT NULL,
	"containers_left" integer NOT NULL,
	"touched" boolean NOT NULL,
	"reason" text,
	"shipped_seq" bigint NOT NULL,
	"shipped_time" bigint NOT NULL,
	"updated_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."words" (
	"lot_ref" integer NOT NULL,
	"word" integer NOT NULL,
	"holders" "bytea" NOT NULL,
	CONSTRAINT "words_lot_ref_word_pk" PRIMARY KEY("lot_ref","word")
);
--> statement-breakpoint
CREATE TABLE "ledger"."blocks" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"time" bigint NOT NULL,
	"transactions" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."checkpoint" (
	"id" integer PRIMARY KEY NOT NULL,
	"chain_id" bigint NOT NULL,
	"genesis_hash" text NOT NULL,
	"block" bigint NOT NULL,
	"block_hash" text NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."event_refs" (
	"kind" smallint NOT NULL,
	"ref" bigint NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "event_refs_kind_ref_seq_pk" PRIMARY KEY("kind","ref","seq")
);
--> statement-breakpoint
CREATE TABLE "ledger"."event_words" (
	"lot_ref" integer NOT NULL,
	"word" integer NOT NULL,
	"seq" bigint NOT NULL,
	"container_ref" integer NOT NULL,
	"mask" "bytea" NOT NULL,
	CONSTRAINT "event_words_lot_ref_word_seq_container_ref_pk" PRIMARY KEY("lot_ref","word","seq","container_ref")
);
--> statement-breakpoint
CREATE TABLE "ledger"."events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"block" bigint NOT NULL,
	"time" bigint NOT NULL,
	"tx_hash" "bytea" NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"act" text,
	"gln" text,
	"operator" text,
	"act_digest" "bytea",
	"event_time" bigint,
	"units" bigint NOT NULL,
	"from_ref" integer,
	"to_ref" integer,
	"args" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger"."anchors" (
	"author" text NOT NULL,
	"root" text NOT NULL,
	"kind" text NOT NULL,
	"count" bigint NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "anchors_author_root_pk" PRIMARY KEY("author","root")
);
--> statement-breakpoint
CREATE TABLE "ledger"."record_versions" (
	"record_ref" integer NOT NULL,
	"version" integer NOT NULL,
	"hash" text,
	"reason" text,
	"seq" bigint NOT NULL,
	CONSTRAINT "record_versions_record_ref_version_pk" PRIMARY KEY("record_ref","version")
);
--> statement-breakpoint
CREATE TABLE "ledger"."records" (
	"ref" integer PRIMARY KEY NOT NULL,
	"record" text NOT NULL,
	"author" text NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"voided" boolean NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"hash" text NOT NULL,
	"written_seq" bigint NOT NULL,
	"updated_seq" bigint NOT NULL,
	CONSTRAINT "records_record_unique" UNIQUE("record")
);
--> statement-breakpoint
CREATE INDEX "lots_number" ON "ledger"."lots" USING btree ("gtin","lot_number");--> statement-breakpoint
CREATE INDEX "lots_owner" ON "ledger"."lots" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "lots_expiry" ON "ledger"."lots" USING btree ("expiry");--> statement-breakpoint
CREATE INDEX "lots_lot_number" ON "ledger"."lots" USING btree ("lot_number");--> statement-breakpoint
CREATE INDEX "products_owner" ON "ledger"."products" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "licences_valid_to" ON "ledger"."licences" USING btree ("valid_to");--> statement-breakpoint
CREATE INDEX "operators_gln" ON "ledger"."operators" USING btree ("gln");--> statement-breakpoint
CREATE INDEX "containers_place" ON "ledger"."containers" USING btree ("place_ref");--> statement-breakpoint
CREATE INDEX "containers_root" ON "ledger"."containers" USING btree ("root_ref");--> statement-breakpoint
CREATE INDEX "contents_lot" ON "ledger"."contents" USING btree ("lot_ref");--> statement-breakpoint
CREATE INDEX "daily_gln" ON "ledger"."daily" USING btree ("gln","day");--> statement-breakpoint
CREATE INDEX "daily_gtin" ON "ledger"."daily" USING btree ("gtin","day");--> statement-breakpoint
CREATE INDEX "holders_gln" ON "ledger"."holders" USING btree ("gln","kind");--> statement-breakpoint
CREATE INDEX "holders_kind" ON "ledger"."holders" USING btree ("kind","state");--> statement-breakpoint
CREATE INDEX "opened_packs_gln" ON "ledger"."opened_packs" USING btree ("gln");--> statement-breakpoint
CREATE INDEX "shipment_lots_lot" ON "ledger"."shipment_lots" USING btree ("lot_ref");--> statement-breakpoint
CREATE INDEX "shipments_sender" ON "ledger"."shipments" USING btree ("sender","shipped_seq");--> statement-breakpoint
CREATE INDEX "shipments_receiver" ON "ledger"."shipments" USING btree ("receiver","shipped_seq");--> statement-breakpoint
CREATE INDEX "shipments_state" ON "ledger"."shipments" USING btree ("state");--> statement-breakpoint
CREATE INDEX "event_words_seq" ON "ledger"."event_words" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "events_name" ON "ledger"."events" USING btree ("name","seq");--> statement-breakpoint
CREATE INDEX "events_gln" ON "ledger"."events" USING btree ("gln","seq");--> statement-breakpoint
CREATE INDEX "events_operator" ON "ledger"."events" USING btree ("operator","seq");--> statement-breakpoint
CREATE INDEX "events_act_digest" ON "ledger"."events" USING btree ("act_digest");--> statement-breakpoint
CREATE INDEX "events_block" ON "ledger"."events" USING btree ("block");--> statement-breakpoint
CREATE INDEX "records_author" ON "ledger"."records" USING btree ("author","kind");--> statement-breakpoint
CREATE INDEX "records_subject" ON "ledger"."records" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "records_hash" ON "ledger"."records" USING btree ("hash");