#pragma once

#include "marketplace-server/http/route.hpp"
#include "marketplace-server/review/act.hpp"

namespace haat::server {

// One function each, in endpoints/. Whatever is declared here and not in the table cannot be
// reached.
Endpoint show_health, show_ready, show_metrics, show_kpis, show_openapi, show_key;
Endpoint show_me, create_account, list_accounts;
Endpoint create_token, list_tokens, revoke_token;
Endpoint create_registration, list_registrations, approve_registration, reject_registration,
    claim_registration;
Endpoint create_session, end_session, change_password;
Endpoint create_oidc_sign_in, create_oidc_session;
Endpoint list_identities, link_identity, unlink_identity, create_invitation;
Endpoint suspend_account, resume_account;
Endpoint create_password_reset, reset_password;
Endpoint show_namespace, prove_namespace;
Endpoint add_member, list_members, remove_member;
Endpoint register_key, change_key, list_keys;
Endpoint describe_uploads, create_upload, find_upload, continue_upload, remove_upload;
Endpoint create_submission, list_submissions, find_submission, download_submission;
template <Act act>
Result<Response> act_on_submission(Request& request, Services& services);
Endpoint act_on_submissions, flag_course;
Endpoint show_rubric, assess_submission, show_assessments, add_comment, list_comments, show_history,
    show_partner_trust;
Endpoint offer_transfer, list_transfers, find_transfer, accept_transfer, decline_transfer,
    withdraw_transfer;
Endpoint list_courses, find_course, list_versions, download_course, suggest_courses;
Endpoint list_changes, show_feed, answer_harvester;
Endpoint list_providers, list_offers, submit_offer, show_launch_address, start_ingest,
    list_ingest_rows, check_provider_health, show_settings_schema, show_settings, set_settings,
    reset_settings, list_completions, verify_certificate;
Endpoint create_webhook, list_webhooks, remove_webhook, list_deliveries, retry_delivery;
Endpoint create_scan, list_scans, find_scan;
Endpoint list_audit;
Endpoint show_checkpoint, show_tile, show_release_proof;
Endpoint show_tuf_metadata, download_tuf_target;
Endpoint open_console, show_console;

}  // namespace haat::server
