#pragma once

#include <string>

#include "sdk/authoring/client.hpp"
#include "sdk/authoring/people_client.hpp"
#include "sdk/authoring/provider_client.hpp"
#include "sdk/authoring/transfer_client.hpp"

namespace haat {

// The body, if it is what any answer of a marketplace is: a JSON object. corrupt
// ("answer-invalid").
Result<std::string> told(const std::string& server, std::string body);

// A server's JSON as what it means. corrupt ("answer-invalid") for one that is not what the API
// promises.
Result<Identity> read_identity(const std::string& json);
Result<NewAccount> read_new_account(const std::string& json);
Result<PublicKey> read_marketplace_key(const std::string& json);
Result<Submission> read_submission(const std::string& json);
Result<CatalogueCourse> read_course(const std::string& json);
Result<Page<Identity>> read_accounts(const std::string& json);
Result<Page<Submission>> read_submissions(const std::string& json);
Result<CoursePage> read_courses(const std::string& json);
Result<Page<ProviderStatus>> read_providers(const std::string& json);
Result<CertificateVerdict> read_certificate(const std::string& json);
Result<Page<OfferedCourse>> read_offers(const std::string& json);
Result<Page<IngestRow>> read_ingest_rows(const std::string& json);
Result<PartnerReport> read_partner_report(const std::string& json);
Result<SettingsReport> read_settings_report(const std::string& json);
Result<std::string> read_launch_address(const std::string& json);
Result<Page<ProviderCompletion>> read_completions(const std::string& json);
Result<std::vector<DeedResult>> read_deed_results(const std::string& json);
Result<Assessments> read_assessments(const std::string& json);
Result<Page<Comment>> read_comments(const std::string& json);
Result<Scan> read_scan(const std::string& json);
Result<Page<Scan>> read_scans(const std::string& json);
Result<Webhook> read_webhook(const std::string& json);
Result<Page<Webhook>> read_webhooks(const std::string& json);
Result<Page<Delivery>> read_deliveries(const std::string& json);
Result<Comment> read_comment(const std::string& json);

Result<Identity> read_account(const std::string& json);
Result<NamespaceClaim> read_namespace_claim(const std::string& json);
Result<Page<Identity>> read_members(const std::string& json);
Result<AccessToken> read_token(const std::string& json);
Result<NewToken> read_new_token(const std::string& json);
Result<SignInStart> read_sign_in_start(const std::string& json);
Result<HandedCode> read_code(const std::string& json);
Result<LinkedIdentity> read_linked_identity(const std::string& json);
Result<Page<ListedAccount>> read_listed_accounts(const std::string& json);
Result<Page<LinkedIdentity>> read_identities(const std::string& json);
Result<Page<AccessToken>> read_tokens(const std::string& json);
Result<Registration> read_registration(const std::string& json);
Result<CourseTransfer> read_transfer(const std::string& json);
Result<Page<CourseTransfer>> read_transfers(const std::string& json);
Result<NewRegistration> read_new_registration(const std::string& json);
Result<Page<Registration>> read_registrations(const std::string& json);
Result<ClaimedRegistration> read_claim(const std::string& json);

// A list that goes on where it began would never end.
template <class AnyPage>
Result<AnyPage> onward(Result<AnyPage> page, const std::string& server, const std::string& cursor) {
  if (page && !cursor.empty() && page->next == cursor)
    return fail(Errc::corrupt, "answer-invalid",
                server + " answers every page of the list with the same one; check the address");
  return page;
}

// What a problem document holds beside its sentence.
std::vector<Finding> read_findings(const std::string& problem);

std::string account_json(const std::string& name, const std::string& role,
                         const std::string& course_namespace, int threshold,
                         const std::string& despite);
std::string token_json(const std::string& name, const std::vector<std::string>& scopes, int days);
std::string member_json(const std::string& member,
                        const std::string& value);  // {"reason": "..."}; {} if empty
// Several of them; those without a value are left out.
std::string members_json(const std::map<std::string, std::string>& members);
// The last two may be empty.
std::string sign_in_json(const SignInReturn& back, const std::string& invitation,
                         const Registration* wish);
std::string deed_json(const Deed& deed);
std::string deeds_json(const std::vector<std::string>& submissions, const Deed& deed);
std::string scan_json(const ScanOrder& order);
std::string webhook_json(const std::string& url, const std::vector<std::string>& events);
std::string comment_json(const Comment& comment);
std::string upload_submission_json(const std::string& upload, const std::string& digest);  // hex
std::string offer_json(const OfferTags& tags);

}  // namespace haat
