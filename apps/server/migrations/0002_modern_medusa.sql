CREATE TABLE "app"."default_groups" (
	"gln" text PRIMARY KEY NOT NULL,
	"group_id" text NOT NULL
);
