#pragma once

#include "marketplace-server/http/route.hpp"

namespace haat::server {

// One function each, in endpoints/. Whatever is declared here and not in the table cannot be
// reached.
Endpoint show_health, show_openapi, show_key;
Endpoint show_me, create_account, list_accounts;
Endpoint register_key, change_key, list_keys;
Endpoint create_submission, list_submissions, find_submission, download_submission,
    accept_submission, reject_submission;
Endpoint list_courses, find_course, download_course;
Endpoint list_providers, list_offers, submit_offer, start_ingest, check_provider_health,
    show_settings_schema, list_completions, verify_certificate;
Endpoint list_audit;
Endpoint show_checkpoint, show_tile, show_release_proof;
Endpoint show_tuf_metadata, download_tuf_target;

}  // namespace haat::server
