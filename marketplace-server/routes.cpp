#include "marketplace-server/routes.hpp"

#include <array>

#include "marketplace-server/schemas.hpp"

namespace haat::server {
namespace {

constexpr Roles everybody = Roles::everybody();
constexpr Roles partner = Role::partner;
constexpr Roles curator = Role::curator;
constexpr Roles admin = Role::admin;
constexpr Roles staff = curator | admin;

constexpr auto nothing = Route::Accepts::nothing;
constexpr auto json = Route::Accepts::json;
constexpr auto package = Route::Accepts::package;

// Every URL there is: who may call it, what it takes, what answers.
constexpr Route table[] = {
    {"GET", "/health", everybody, show_health, "show_health", "Whether the server is up"},
    {"GET", "/api/v1/openapi.json", everybody, show_openapi, "show_openapi", "This description"},
    {"GET", "/api/v1/key", everybody, show_key, "show_key",
     "The key that the marketplace signs with"},

    {"GET", "/api/v1/log/checkpoint", everybody, show_checkpoint, "show_checkpoint",
     "How much the transparency log holds, under which root (C2SP tlog-checkpoint)"},
    {"GET", "/api/v1/log/tile/{path...}", everybody, show_tile, "show_tile",
     "A piece of the transparency log (C2SP tlog-tiles)"},
    {"GET", "/api/v1/log/releases/{digest}", everybody, show_release_proof, "show_release_proof",
     "The proof that a released package is in the log, with the entry about it (C2SP tlog-proof)"},

    {"GET", "/api/v1/tuf/metadata/{file}", everybody, show_tuf_metadata, "show_tuf_metadata",
     "Metadata of the TUF repository: timestamp.json, <version>.<role>.json"},
    {"GET", "/api/v1/tuf/targets/{path...}", everybody, download_tuf_target, "download_tuf_target",
     "A released package by its TUF target path: <course>/<SHA-256>.<version>.zip"},

    {"GET", "/api/v1/me", any_role, show_me, "show_me", "Who the token belongs to"},
    {"POST", "/api/v1/accounts", admin, create_account, "create_account",
     "Open an account; its token is shown this once", 201, json, schemas::account},
    {"GET",
     "/api/v1/accounts",
     admin,
     list_accounts,
     "list_accounts",
     "All accounts",
     200,
     nothing,
     {},
     "cursor limit"},
    {"POST", "/api/v1/keys", partner, register_key, "register_key",
     "Register a public key to sign packages with", 201, json, schemas::key},
    {"POST", "/api/v1/keys/changes", partner, change_key, "change_key",
     "What a key of mine says of itself: that another follows it, or that it counts no more", 200,
     json, schemas::key_change},
    {"GET", "/api/v1/keys", partner, list_keys, "list_keys", "The keys that I registered"},

    {"POST", "/api/v1/submissions", partner, create_submission, "create_submission",
     "Submit a signed package for review", 201, package},
    {"GET",
     "/api/v1/submissions",
     any_role,
     list_submissions,
     "list_submissions",
     "Submissions, newest first; a partner sees their own",
     200,
     nothing,
     {},
     "state cursor limit"},
    {"GET", "/api/v1/submissions/{id}", any_role, find_submission, "find_submission",
     "One submission"},
    {"GET", "/api/v1/submissions/{id}/package", any_role, download_submission,
     "download_submission", "The package as it was submitted"},
    {"POST", "/api/v1/submissions/{id}/accept", curator, accept_submission, "accept_submission",
     "Countersign a submission and publish it", 200, json, schemas::acceptance},
    {"POST", "/api/v1/submissions/{id}/reject", curator, reject_submission, "reject_submission",
     "Send a submission back with a reason", 200, json, schemas::rejection},

    {"GET",
     "/api/v1/courses",
     everybody,
     list_courses,
     "list_courses",
     "Live courses, newest first, all or those with all words of q",
     200,
     nothing,
     {},
     "q cursor limit"},
    {"GET", "/api/v1/courses/{id}", everybody, find_course, "find_course", "One live course"},
    {"GET", "/api/v1/courses/{id}/package", everybody, download_course, "download_course",
     "The countersigned package"},

    {"GET", "/api/v1/providers", staff, list_providers, "list_providers",
     "Providers and how they fare"},
    {"GET",
     "/api/v1/providers/{id}/courses",
     staff,
     list_offers,
     "list_offers",
     "What a provider offers",
     200,
     nothing,
     {},
     "cursor limit"},
    {"POST", "/api/v1/providers/{id}/courses/{external_id}/submit", curator, submit_offer,
     "submit_offer", "Take a provider's course into review", 201, json, schemas::offer},
    {"POST", "/api/v1/providers/{id}/ingest", staff, start_ingest, "start_ingest",
     "Take a provider's catalogue and completions now; what came of it is in its report", 202},
    {"POST", "/api/v1/providers/{id}/health", staff, check_provider_health, "check_provider_health",
     "Ask a provider now how its partner's system fares"},
    {"GET", "/api/v1/providers/{id}/settings-schema", staff, show_settings_schema,
     "show_settings_schema", "The JSON Schema of a provider's settings; secrets are writeOnly"},
    {"GET",
     "/api/v1/providers/{id}/completions",
     staff,
     list_completions,
     "list_completions",
     "Who finished what, as a provider tells, with the verdict on each; newest first",
     200,
     nothing,
     {},
     "verdict cursor limit"},
    {"POST", "/api/v1/providers/{id}/certificates/verify", staff, verify_certificate,
     "verify_certificate", "Ask a provider whether a certificate is its partner's", 200, json,
     schemas::certificate},

    {"GET",
     "/api/v1/audit",
     staff,
     list_audit,
     "list_audit",
     "Every change, oldest first",
     200,
     nothing,
     {},
     "cursor limit"},
};

}  // namespace

std::span<const Route> routes() {
  return table;
}

}  // namespace haat::server
