CREATE SCHEMA "app";
--> statement-breakpoint
CREATE TABLE "app"."account_keys" (
	"operator" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"signer" text NOT NULL,
	"url" text,
	"token" "bytea",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"display_name" text NOT NULL,
	"gln" text NOT NULL,
	"role" text NOT NULL,
	"operator" text,
	"awaited" text,
	"awaited_job_id" text,
	"password_hash" text,
	"must_change_password" boolean NOT NULL,
	"locale" text NOT NULL,
	"created_at" bigint NOT NULL,
	"last_sign_in_at" bigint,
	"disabled_at" bigint,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "app"."log_anchors" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"day" text NOT NULL,
	"gln" text NOT NULL,
	"job_id" text NOT NULL,
	"sealed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "app"."operator_log" (
	"number" bigint PRIMARY KEY NOT NULL,
	"time" bigint NOT NULL,
	"account_id" text,
	"gln" text,
	"route" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text,
	"request" text NOT NULL,
	"request_id" text NOT NULL,
	"job_id" text,
	"ip" text,
	"previous" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"csrf_token" text NOT NULL,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."sign_in_failures" (
	"name" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"locked_until" bigint,
	"last_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"name" text NOT NULL,
	"scope" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "app"."alert_steps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "app"."alert_steps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"alert_id" text NOT NULL,
	"kind" text NOT NULL,
	"account_id" text,
	"gln" text,
	"text" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "app"."alerts_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"gln" text NOT NULL,
	"account_id" text,
	"gtin" text,
	"serial" text,
	"lot_number" text,
	"expiry" text,
	"scan" text,
	"cause" text NOT NULL,
	"detail" text NOT NULL,
	"job_id" text,
	"owner" text,
	"state" text NOT NULL,
	"assignee" text,
	"finding" text,
	"resolution" text,
	"closed_by" text,
	"closed_at" bigint,
	"escalated_at" bigint,
	"escalation" text,
	"occurrences" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"created_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "alerts_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "app"."destructions" (
	"id" text PRIMARY KEY NOT NULL,
	"gln" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"goods" jsonb NOT NULL,
	"units" bigint NOT NULL,
	"acts" jsonb NOT NULL,
	"proposed_by" text NOT NULL,
	"witness" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"confirmed_by" text,
	"confirmed_at" bigint,
	"cancelled_by" text,
	"job_id" text
);
--> statement-breakpoint
CREATE TABLE "app"."administrations" (
	"id" text PRIMARY KEY NOT NULL,
	"gln" text NOT NULL,
	"account_id" text NOT NULL,
	"job_id" text NOT NULL,
	"units" integer NOT NULL,
	"commitment" text NOT NULL,
	"sealed" "bytea",
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"erased_at" bigint,
	"erased_by" text,
	"erased_reason" text,
	CONSTRAINT "administrations_job_id_unique" UNIQUE("job_id")
);
--> statement-breakpoint
CREATE TABLE "app"."drug_use_details" (
	"record" text NOT NULL,
	"version" integer NOT NULL,
	"gln" text NOT NULL,
	"gtin" text NOT NULL,
	"units" integer NOT NULL,
	"month" text NOT NULL,
	"hash" text NOT NULL,
	"sealed" "bytea",
	"state" text NOT NULL,
	"job_id" text NOT NULL,
	"account_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"erased_at" bigint,
	"erased_by" text,
	"erased_reason" text,
	CONSTRAINT "drug_use_details_record_version_pk" PRIMARY KEY("record","version")
);
--> statement-breakpoint
CREATE TABLE "app"."attachments" (
	"gln" text NOT NULL,
	"document" text NOT NULL,
	"file" text NOT NULL,
	CONSTRAINT "attachments_gln_document_file_pk" PRIMARY KEY("gln","document","file")
);
--> statement-breakpoint
CREATE TABLE "app"."documents" (
	"gln" text NOT NULL,
	"hash" text NOT NULL,
	"text" text NOT NULL,
	"job_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "documents_gln_hash_pk" PRIMARY KEY("gln","hash")
);
--> statement-breakpoint
CREATE TABLE "app"."uploads" (
	"gln" text NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"account_id" text NOT NULL,
	"uploaded_at" bigint NOT NULL,
	CONSTRAINT "uploads_gln_hash_pk" PRIMARY KEY("gln","hash")
);
--> statement-breakpoint
CREATE TABLE "app"."idempotency" (
	"account_id" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"job_id" text,
	"status" integer NOT NULL,
	"answer" jsonb,
	"created_at" bigint NOT NULL,
	CONSTRAINT "idempotency_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "app"."job_steps" (
	"job_id" text NOT NULL,
	"position" integer NOT NULL,
	"stage" integer NOT NULL,
	"contract" text NOT NULL,
	"call" text NOT NULL,
	"data" "bytea" NOT NULL,
	"state" text NOT NULL,
	"tx_hash" text,
	"block" bigint,
	CONSTRAINT "job_steps_job_id_position_pk" PRIMARY KEY("job_id","position")
);
--> statement-breakpoint
CREATE TABLE "app"."jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"operation" text NOT NULL,
	"gln" text NOT NULL,
	"account_id" text NOT NULL,
	"operator" text NOT NULL,
	"state" text NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"result" jsonb NOT NULL,
	"refusal" jsonb,
	"deadline" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "app"."webhook_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "app"."webhook_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" text NOT NULL,
	"event_id" text NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" bigint NOT NULL,
	"last_status" integer,
	"last_error" text,
	"is_test" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "app"."followers" (
	"name" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."notification_marks" (
	"account_id" text PRIMARY KEY NOT NULL,
	"up_to" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."notification_reads" (
	"account_id" text NOT NULL,
	"notification_id" bigint NOT NULL,
	CONSTRAINT "notification_reads_account_id_notification_id_pk" PRIMARY KEY("account_id","notification_id")
);
--> statement-breakpoint
CREATE TABLE "app"."notifications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "app"."notifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"gln" text NOT NULL,
	"account_id" text,
	"kind" text NOT NULL,
	"args" jsonb NOT NULL,
	"text" text NOT NULL,
	"dedupe" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"gln" text NOT NULL,
	"url" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"secret" "bytea" NOT NULL,
	"state" text NOT NULL,
	"failing_since" bigint,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."company_prefixes" (
	"gln" text PRIMARY KEY NOT NULL,
	"prefix" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."counters" (
	"name" text PRIMARY KEY NOT NULL,
	"next" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."serials" (
	"lot" text NOT NULL,
	"run" integer NOT NULL,
	"gtin" text NOT NULL,
	"job_id" text NOT NULL,
	"count" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "serials_lot_run_pk" PRIMARY KEY("lot","run")
);
--> statement-breakpoint
CREATE INDEX "account_keys_account" ON "app"."account_keys" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_name" ON "app"."accounts" USING btree ("name");--> statement-breakpoint
CREATE INDEX "accounts_gln" ON "app"."accounts" USING btree ("gln","name");--> statement-breakpoint
CREATE INDEX "accounts_operator" ON "app"."accounts" USING btree ("operator");--> statement-breakpoint
CREATE INDEX "accounts_awaited" ON "app"."accounts" USING btree ("awaited");--> statement-breakpoint
CREATE INDEX "operator_log_gln" ON "app"."operator_log" USING btree ("gln","number");--> statement-breakpoint
CREATE INDEX "operator_log_account" ON "app"."operator_log" USING btree ("account_id","number");--> statement-breakpoint
CREATE INDEX "operator_log_route" ON "app"."operator_log" USING btree ("route","number");--> statement-breakpoint
CREATE INDEX "operator_log_time" ON "app"."operator_log" USING btree ("time");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "app"."sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expires" ON "app"."sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_last" ON "app"."sign_in_failures" USING btree ("last_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_hash" ON "app"."tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "tokens_account" ON "app"."tokens" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "alert_steps_alert" ON "app"."alert_steps" USING btree ("alert_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_not_closed" ON "app"."alerts" USING btree ("fingerprint") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "alerts_gln" ON "app"."alerts" USING btree ("gln","created_at");--> statement-breakpoint
CREATE INDEX "alerts_owner" ON "app"."alerts" USING btree ("owner","created_at");--> statement-breakpoint
CREATE INDEX "alerts_created" ON "app"."alerts" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "alerts_pack" ON "app"."alerts" USING btree ("gtin","serial");--> statement-breakpoint
CREATE INDEX "alerts_state" ON "app"."alerts" USING btree ("state","escalated_at");--> statement-breakpoint
CREATE INDEX "destructions_gln" ON "app"."destructions" USING btree ("gln","proposed_at");--> statement-breakpoint
CREATE INDEX "destructions_job" ON "app"."destructions" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "administrations_gln" ON "app"."administrations" USING btree ("gln","created_at");--> statement-breakpoint
CREATE INDEX "drug_use_details_job" ON "app"."drug_use_details" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "drug_use_details_month" ON "app"."drug_use_details" USING btree ("month","gtin");--> statement-breakpoint
CREATE INDEX "attachments_file" ON "app"."attachments" USING btree ("file");--> statement-breakpoint
CREATE INDEX "documents_hash" ON "app"."documents" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "documents_job" ON "app"."documents" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "uploads_hash" ON "app"."uploads" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "uploads_time" ON "app"."uploads" USING btree ("gln","uploaded_at");--> statement-breakpoint
CREATE INDEX "idempotency_created" ON "app"."idempotency" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "jobs_gln" ON "app"."jobs" USING btree ("gln","created_at");--> statement-breakpoint
CREATE INDEX "jobs_state" ON "app"."jobs" USING btree ("state");--> statement-breakpoint
CREATE INDEX "jobs_account" ON "app"."jobs" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_event" ON "app"."webhook_deliveries" USING btree ("webhook_id","event_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "app"."webhook_deliveries" USING btree ("next_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_webhook" ON "app"."webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_dedupe" ON "app"."notifications" USING btree ("gln","dedupe");--> statement-breakpoint
CREATE INDEX "notifications_gln" ON "app"."notifications" USING btree ("gln","id");--> statement-breakpoint
CREATE INDEX "webhooks_gln" ON "app"."webhooks" USING btree ("gln");--> statement-breakpoint
CREATE INDEX "serials_gtin" ON "app"."serials" USING btree ("gtin");--> statement-breakpoint
CREATE INDEX "serials_job" ON "app"."serials" USING btree ("job_id");