ALTER TABLE "app"."documents" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."uploads" ALTER COLUMN "account_id" DROP NOT NULL;