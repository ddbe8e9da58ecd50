#pragma once

#include <string>

#include "sdk/authoring/client.hpp"

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
Result<Page<CatalogueCourse>> read_courses(const std::string& json);
Result<Page<ProviderStatus>> read_providers(const std::string& json);
Result<CertificateVerdict> read_certificate(const std::string& json);
Result<Page<OfferedCourse>> read_offers(const std::string& json);

// What a problem document holds beside its sentence.
std::vector<Finding> read_findings(const std::string& problem);

std::string account_json(const std::string& name, const std::string& role,
                         const std::string& course_namespace, int threshold);
std::string member_json(const std::string& member,
                        const std::string& value);  // {"reason": "..."}; {} if empty
std::string offer_json(const OfferTags& tags);

}  // namespace haat
