#include "sdk/authoring/client_answers.hpp"

#include <map>

#include "core/json/json.hpp"
#include "sdk/authoring/client_connection.hpp"

namespace haat {
namespace {

// Members of an answer. One that is absent or null reads as nothing; one of another type is no
// answer of a marketplace.
std::string text(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found == object.end() || found->is_null() ? "" : found->get<std::string>();
}

std::uint64_t number(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found == object.end() || found->is_null() ? 0 : found->get<std::uint64_t>();
}

const Json& part(const Json& object, const char* member) {
  static const Json nothing = Json::array();
  const auto found = object.find(member);
  return found == object.end() || found->is_null() ? nothing : *found;
}

Translated translated(const Json& object, const char* member) {
  const Json& value = part(object, member);
  return value.is_object() ? value.get<Translated>() : Translated{};
}

// "[json.exception.type_error.302] type must be string" -> "type must be string"
std::string without_id(const std::string& what) {
  const auto end = what.find("] ");
  return end == std::string::npos ? what : what.substr(end + 2);
}

// Reads an answer; nlohmann throws where a member has another type than it should.
template <class T, class Read>
Result<T> reading(const std::string& json, Read read) {
  HAAT_TRY(const Json answer, parse_json(json, "the server's answer"));
  try {
    if (answer.is_object()) return read(answer);
  } catch (const Json::exception& problem) {
    return fail(
        Errc::corrupt, "answer-invalid",
        "the server's answer is not what a marketplace says: " + without_id(problem.what()));
  }
  return fail(Errc::corrupt, "answer-invalid", "the server's answer is not a JSON object");
}

template <class T>
Result<Page<T>> reading_page(const std::string& json, const char* member, T (*read)(const Json&)) {
  return reading<Page<T>>(json, [&](const Json& answer) {
    Page<T> page;
    for (const Json& row : answer.at(member)) page.rows.push_back(read(row));
    page.next = text(answer, "next");
    page.json = json;
    return page;
  });
}

Severity severity(const std::string& name) {
  if (name == to_string(Severity::advice)) return Severity::advice;
  if (name == to_string(Severity::warning)) return Severity::warning;
  return Severity::error;
}

std::vector<Finding> findings(const Json& list) {
  std::vector<Finding> found;
  for (const Json& row : list)
    found.push_back({.rule = text(row, "rule"),
                     .severity = severity(text(row, "severity")),
                     .path = text(row, "path"),
                     .line = static_cast<int>(number(row, "line")),
                     .message = text(row, "message")});
  return found;
}

std::vector<CompetencyTag> tags(const Json& list) {
  std::vector<CompetencyTag> all;
  for (const Json& tag : list)
    all.push_back({text(tag, "id"), static_cast<int>(number(tag, "level"))});
  return all;
}

Identity identity(const Json& row) {
  return {text(row, "name"), text(row, "role"), text(row, "namespace"), row.dump(2)};
}

ListedAccount listed_account(const Json& row) {
  const bool password = row.value("password", false), oidc = number(row, "identities") > 0;
  const char* const state = !text(row, "closed_at").empty()      ? "closed"
                            : !text(row, "suspended_at").empty() ? "suspended"
                                                                 : "open";
  return {.account = identity(row),
          .state = state,
          .signs_in_with = std::string(password ? "password" : "") +
                           (password && oidc ? ", " : "") + (oidc ? "OpenID Connect" : ""),
          .json = row.dump(2)};
}

LinkedIdentity linked_identity(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .issuer = text(row, "issuer"),
          .subject = text(row, "subject"),
          .linked_at = text(row, "linked_at"),
          .linked_by = text(row, "linked_by"),
          .json = row.dump(2)};
}

Submission submission(const Json& row) {
  Submission s{.id = row.at("id").get<std::string>(),
               .course = text(row, "course"),
               .version = text(row, "version"),
               .title = translated(row, "title"),
               .digest = text(row, "digest"),
               .size = number(row, "size"),
               .state = row.at("state").get<std::string>(),
               .revision = static_cast<int>(number(row, "revision")),
               .submitted_by = text(row, "submitted_by"),
               .submitted_at = text(row, "submitted_at"),
               .decided_by = text(row, "decided_by"),
               .decided_at = text(row, "decided_at"),
               .reason = text(row, "reason"),
               .assigned_to = text(row, "assigned_to"),
               .publish_at = text(row, "publish_at"),
               .retire_at = text(row, "retire_at"),
               .problem = text(row, "problem"),
               .position = static_cast<int>(number(row, "position")),
               .findings = findings(part(row, "findings")),
               .signatures = {},
               .json = row.dump(2)};
  for (const Json& one : part(row, "signatures"))
    s.signatures.push_back({text(one, "key_id"), text(one, "name"), text(one, "kind")});
  return s;
}

CourseTransfer transfer(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .course = row.at("course").get<std::string>(),
          .from = text(row, "from"),
          .to = text(row, "to"),
          .state = row.at("state").get<std::string>(),
          .offered_by = text(row, "offered_by"),
          .reason = text(row, "reason"),
          .offered_at = text(row, "offered_at"),
          .expires_at = text(row, "expires_at"),
          .ended_by = text(row, "ended_by"),
          .ended_at = text(row, "ended_at"),
          .answer = text(row, "answer"),
          .json = row.dump(2)};
}

CatalogueCourse course(const Json& row) {
  const Json transferred = row.value("transferred", Json(nullptr));
  const auto of_transfer = [&](const char* member) {
    return transferred.is_object() ? text(transferred, member) : "";
  };
  return {.id = row.at("id").get<std::string>(),
          .version = text(row, "version"),
          .title = translated(row, "title"),
          .description = translated(row, "description"),
          .provider = text(row, "provider"),
          .competencies = tags(part(row, "competencies")),
          .duration = text(row, "duration"),
          .licence = text(row, "licence"),
          .standard = text(row, "standard"),
          .digest = text(row, "digest"),
          .size = number(row, "size"),
          .published_at = text(row, "published_at"),
          .state = text(row, "state"),
          .submission = text(row, "submission"),
          .partner_since = text(row, "partner_since"),
          .course_since = text(row, "course_since"),
          .key_since = text(row, "key_since"),
          .transferred_from = of_transfer("from"),
          .transferred_to = of_transfer("to"),
          .transferred_at = of_transfer("at"),
          .json = row.dump(2)};
}

FacetCounts facet(const std::string& name, const Json& values) {
  FacetCounts counts{name, {}};
  for (const Json& each : values)
    counts.values.push_back(
        {each.at("value").get<std::string>(), translated(each, "name"), number(each, "courses")});
  return counts;
}

// What changed, if anything did; and what went wrong, as far as the provider's own sentence does
// not say that.
std::string ingest_in_words(const Json& row, const Json& ingest) {
  std::string words;
  for (const char* what : {"added", "updated", "gone", "refused"})
    if (const auto count = number(ingest, what); count > 0)
      words += (words.empty() ? "" : ", ") + std::to_string(count) + " " + what;
  if (words.empty()) words = "nothing new";
  words += " at " + text(ingest, "at");
  std::string trouble = text(ingest, "trouble");
  if (trouble.empty()) return words;
  if (const std::string name = "provider " + text(row, "id") + ": "; trouble.starts_with(name))
    trouble.erase(0, name.size());
  const bool is_said = text(row, "sentence").find(trouble) != std::string::npos;
  return words + (is_said ? ", for that reason" : "; then " + trouble);
}

ProviderStatus provider(const Json& row) {
  const Json partner = row.value("partner", Json(nullptr));
  const Json ingest = row.value("ingest", Json(nullptr));
  return {.id = row.at("id").get<std::string>(),
          .name = text(row, "name"),
          .version = text(row, "version"),
          .state = text(row, "state"),
          .held_back = row.value("held_back", false),
          .sentence = text(row, "sentence"),
          .restarts = number(row, "restarts"),
          .since = text(row, "since"),
          .courses = number(row, "courses"),
          .partner = partner.is_object() ? text(partner, "status") : "",
          .partner_sentence = partner.is_object() ? text(partner, "sentence") : "",
          .ingest = ingest.is_object() ? ingest_in_words(row, ingest) : "",
          .json = row.dump(2)};
}

CertificateVerdict certificate(const Json& row) {
  CertificateVerdict read{
      row.at("verdict").get<std::string>(), text(row, "sentence"), {}, row.dump(2)};
  for (const Json& fact : part(row, "facts"))
    read.facts.push_back({text(fact, "name"), text(fact, "value")});
  return read;
}

IngestRow ingest_row(const Json& row) {
  return {.number = number(row, "row"),
          .external_id = text(row, "external_id"),
          .verdict = text(row, "verdict"),
          .field = text(row, "field"),
          .reason = text(row, "reason"),
          .json = row.dump(2)};
}

ProviderCompletion completion(const Json& row) {
  return {.learner = text(row, "learner"),
          .external_id = text(row, "external_id"),
          .finished_at = text(row, "finished_at"),
          .verdict = text(row, "verdict"),
          .reason = text(row, "reason"),
          .json = row.dump(2)};
}

OfferedCourse offer(const Json& row) {
  return {.external_id = row.at("external_id").get<std::string>(),
          .title = text(row, "title"),
          .language = text(row, "language"),
          .version = text(row, "version"),
          .state = text(row, "state"),
          .has_package = row.value("has_package", false),
          .launches = row.value("launches", false),
          .json = row.dump(2)};
}

std::vector<std::string> texts(const Json& list) {
  return list.get<std::vector<std::string>>();
}

AccessToken access_token(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .name = text(row, "name"),
          .scopes = texts(row.at("scopes")),
          .created_at = text(row, "created_at"),
          .expires_at = text(row, "expires_at"),
          .last_used_at = text(row, "last_used_at"),
          .revoked_at = text(row, "revoked_at"),
          .json = row.dump(2)};
}

Registration registration(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .name = text(row, "name"),
          .course_namespace = text(row, "namespace"),
          .about = text(row, "about"),
          .contact = text(row, "contact"),
          .state = row.at("state").get<std::string>(),
          .registered_at = text(row, "registered_at"),
          .decided_by = text(row, "decided_by"),
          .reason = text(row, "reason"),
          .json = row.dump(2)};
}

Errc kind_of(int status) {
  if (status == 401) return Errc::unauthenticated;
  if (status == 403) return Errc::permission_denied;
  if (status == 404 || status == 410) return Errc::not_found;
  if (status == 409) return Errc::conflict;
  if (status == 413) return Errc::too_large;
  if (status == 415) return Errc::unsupported;
  return status >= 500 || status == 429 ? Errc::unavailable : Errc::invalid_argument;
}

DeedResult deed_result(const Json& row) {
  DeedResult result{row.at("id").get<std::string>(), text(row, "state"), std::nullopt};
  if (result.state.empty()) {
    const Json& why = row.at("problem");
    const std::string type = text(why, "type");
    result.error = Error{kind_of(static_cast<int>(number(row, "status"))),
                         type.substr(type.rfind('/') + 1), text(why, "detail")};
  }
  return result;
}

RubricAnswers rubric_answers(const Json& row) {
  RubricAnswers answers{.author = text(row, "author"),
                        .answers = {},
                        .unanswered = texts(row.at("unanswered")),
                        .failed_gates = texts(row.at("failed_gates")),
                        .below_minimum = texts(row.at("below_minimum")),
                        .score = text(row, "score"),
                        .grade = text(row, "grade")};
  for (const auto& [item, one] : row.at("answers").items())
    answers.answers[item] = {text(one, "answer"), text(one, "by") == "machine", text(one, "note")};
  return answers;
}

Comment one_comment(const Json& row) {
  return {.number = static_cast<int>(number(row, "number")),
          .reply_to = static_cast<int>(number(row, "reply_to")),
          .rule = text(row, "rule"),
          .path = text(row, "path"),
          .text = text(row, "text"),
          .author = text(row, "author"),
          .at = text(row, "at"),
          .json = row.dump(2)};
}

Scan scan(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .by = text(row, "by"),
          .at = text(row, "at"),
          .act = text(row, "act"),
          .reason = text(row, "reason"),
          .looked_at = static_cast<int>(number(row, "looked_at")),
          .found = static_cast<int>(number(row, "found")),
          .done = row.at("done").get<bool>(),
          .hits = {},
          .json = row.dump(2)};
}

Webhook webhook(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .url = text(row, "url"),
          .events = texts(row.at("events")),
          .stopped = text(row, "stopped"),
          .secret = "",
          .json = row.dump(2)};
}

Delivery delivery(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .event = text(part(row, "event"), "type"),
          .state = text(row, "state"),
          .attempts = static_cast<int>(number(row, "attempts")),
          .created_at = text(row, "created_at"),
          .next_at = text(row, "next_at"),
          .trouble = text(row, "trouble"),
          .json = row.dump(2)};
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json body_of(const Deed& deed) {
  Json body = Json::object();
  if (!deed.reason.empty()) body["reason"] = deed.reason;
  if (!deed.at.empty()) body["at"] = deed.at;
  if (!deed.curator.empty()) body["curator"] = deed.curator;
  return body;
}

}  // namespace

std::string upload_submission_json(const std::string& upload, const std::string& digest) {
  return Json{{"upload", upload}, {"digest", digest}}.dump();
}

Result<std::string> told(const std::string& server, std::string body) {
  const auto json = parse_json(body, server + "'s answer");
  if (json && json->is_object()) return body;
  return fail(Errc::corrupt, "answer-invalid",
              server + " does not answer as a marketplace does; check the address");
}

Error problem(const std::string& server, const MarketplaceClient::Connection::Answer& answer) {
  Error error{kind_of(answer.status), "server-refused",
              server + " answered with status " + std::to_string(answer.status) + " and no reason"};
  const Result<Json> document = parse_json(answer.body, "the server's answer");
  if (!document || !document->is_object()) return error;
  try {
    const std::string type = text(*document, "type");
    const std::string sentence =
        text(*document, "detail").empty() ? text(*document, "title") : text(*document, "detail");
    if (const auto slash = type.rfind('/'); slash != std::string::npos && slash + 1 < type.size())
      error.id = type.substr(slash + 1);
    if (!sentence.empty()) error.message = sentence;
  } catch (const Json::exception&) {
    return error;  // a problem document of somebody else's making: the status has to do
  }
  return error;
}

std::vector<Finding> read_findings(const std::string& problem) {
  return reading<std::vector<Finding>>(
             problem, [](const Json& answer) { return findings(part(answer, "findings")); })
      .value_or(std::vector<Finding>{});
}

Result<Identity> read_identity(const std::string& json) {
  return reading<Identity>(json, identity);
}

Result<NewAccount> read_new_account(const std::string& json) {
  return reading<NewAccount>(json, [&](const Json& answer) {
    return NewAccount{identity(answer.at("account")), answer.at("token").get<std::string>(), json};
  });
}

Result<PublicKey> read_marketplace_key(const std::string& json) {
  HAAT_TRY(const std::string line, reading<std::string>(json, [](const Json& answer) {
             return answer.at("key").get<std::string>();
           }));
  return parse_public_key(line);
}

Result<Submission> read_submission(const std::string& json) {
  return reading<Submission>(
      json, [](const Json& answer) { return submission(answer.at("submission")); });
}

Result<CatalogueCourse> read_course(const std::string& json) {
  return reading<CatalogueCourse>(json,
                                  [](const Json& answer) { return course(answer.at("course")); });
}

Result<Page<Identity>> read_accounts(const std::string& json) {
  return reading_page<Identity>(json, "accounts", identity);
}

Result<Page<Submission>> read_submissions(const std::string& json) {
  return reading_page<Submission>(json, "submissions", submission);
}

Result<CoursePage> read_courses(const std::string& json) {
  return reading<CoursePage>(json, [&](const Json& answer) {
    CoursePage page;
    for (const Json& row : answer.at("courses")) page.rows.push_back(course(row));
    page.next = text(answer, "next");
    page.json = json;
    page.corrected = text(answer, "corrected");
    page.total = number(answer, "total");
    for (const auto& [name, values] : part(answer, "facets").items())
      page.facets.push_back(facet(name, values));
    return page;
  });
}

Result<Page<ProviderStatus>> read_providers(const std::string& json) {
  return reading_page<ProviderStatus>(json, "providers", provider);
}

Result<CertificateVerdict> read_certificate(const std::string& json) {
  return reading<CertificateVerdict>(
      json, [](const Json& answer) { return certificate(answer.at("certificate")); });
}

Result<Page<OfferedCourse>> read_offers(const std::string& json) {
  return reading_page<OfferedCourse>(json, "courses", offer);
}

Result<Page<IngestRow>> read_ingest_rows(const std::string& json) {
  return reading_page<IngestRow>(json, "rows", ingest_row);
}

Result<PartnerReport> read_partner_report(const std::string& json) {
  return reading<PartnerReport>(json, [](const Json& answer) {
    const Json& partner = answer.at("partner");
    return PartnerReport{text(partner, "status"), text(partner, "sentence"), partner.dump(2)};
  });
}

Result<SettingsReport> read_settings_report(const std::string& json) {
  return reading<SettingsReport>(json, [](const Json& answer) {
    std::map<std::string, std::string> members;
    for (const auto& [name, value] : answer.at("settings").items()) members[name] = value.dump();
    for (const Json& name : answer.at("secrets")) members[name.get<std::string>()];
    SettingsReport report{{}, text(answer, "set_by"), text(answer, "set_at"), answer.dump(2)};
    for (const auto& [name, value] : members) report.members.push_back({name, value});
    return report;
  });
}

Result<std::string> read_launch_address(const std::string& json) {
  return reading<std::string>(
      json, [](const Json& answer) { return text(answer.at("launch"), "address"); });
}

Result<Page<ProviderCompletion>> read_completions(const std::string& json) {
  return reading_page<ProviderCompletion>(json, "completions", completion);
}

Result<std::vector<DeedResult>> read_deed_results(const std::string& json) {
  return reading<std::vector<DeedResult>>(json, [](const Json& answer) {
    std::vector<DeedResult> results;
    for (const Json& row : answer.at("results")) results.push_back(deed_result(row));
    return results;
  });
}

Result<Assessments> read_assessments(const std::string& json) {
  return reading<Assessments>(json, [&](const Json& answer) {
    Assessments both{rubric_answers(answer.at("self")), std::nullopt, json};
    if (answer.contains("curators")) both.curators = rubric_answers(answer.at("curators"));
    return both;
  });
}

Result<Scan> read_scan(const std::string& json) {
  return reading<Scan>(json, [&](const Json& answer) {
    Scan one = scan(answer.at("scan"));
    for (const Json& hit : part(answer, "found"))
      one.hits.push_back(
          {text(hit, "course"), text(hit, "version"), text(hit, "found"), text(hit, "outcome")});
    one.json = json;
    return one;
  });
}

Result<Page<Scan>> read_scans(const std::string& json) {
  return reading_page<Scan>(json, "scans", scan);
}

Result<Webhook> read_webhook(const std::string& json) {
  return reading<Webhook>(json, [&](const Json& answer) {
    Webhook made = webhook(answer.at("webhook"));
    made.secret = text(answer, "secret");
    made.json = json;
    return made;
  });
}

Result<Page<Webhook>> read_webhooks(const std::string& json) {
  return reading_page<Webhook>(json, "webhooks", webhook);
}

Result<Page<Delivery>> read_deliveries(const std::string& json) {
  return reading_page<Delivery>(json, "deliveries", delivery);
}

Result<Page<Comment>> read_comments(const std::string& json) {
  return reading_page<Comment>(json, "comments", one_comment);
}

Result<Comment> read_comment(const std::string& json) {
  return reading<Comment>(json,
                          [](const Json& answer) { return one_comment(answer.at("comment")); });
}

Result<Identity> read_account(const std::string& json) {
  return reading<Identity>(json, [](const Json& answer) { return identity(answer.at("account")); });
}

Result<NamespaceClaim> read_namespace_claim(const std::string& json) {
  return reading<NamespaceClaim>(json, [&](const Json& answer) {
    NamespaceClaim claim{.partner = answer.at("partner").get<std::string>(),
                         .course_namespace = answer.at("namespace").get<std::string>(),
                         .line = answer.at("line").get<std::string>(),
                         .record = answer.at("record").get<std::string>(),
                         .file = answer.at("file").get<std::string>(),
                         .place = "",
                         .seen_at = "",
                         .json = json};
    if (const Json& proof = answer.at("proof"); !proof.is_null()) {
      claim.place = proof.at("place").get<std::string>();
      claim.seen_at = proof.at("seen_at").get<std::string>();
    }
    return claim;
  });
}

Result<Page<Identity>> read_members(const std::string& json) {
  return reading_page<Identity>(json, "members", identity);
}

Result<AccessToken> read_token(const std::string& json) {
  return reading<AccessToken>(json,
                              [](const Json& answer) { return access_token(answer.at("access")); });
}

Result<NewToken> read_new_token(const std::string& json) {
  return reading<NewToken>(json, [&](const Json& answer) {
    return NewToken{access_token(answer.at("access")), answer.at("token").get<std::string>(), json};
  });
}

Result<SignInStart> read_sign_in_start(const std::string& json) {
  return reading<SignInStart>(json, [](const Json& answer) {
    return SignInStart{answer.at("address").get<std::string>(),
                       answer.at("state").get<std::string>(),
                       answer.at("secret").get<std::string>()};
  });
}

Result<HandedCode> read_code(const std::string& json) {
  return reading<HandedCode>(json, [&](const Json& answer) {
    return HandedCode{answer.at("code").get<std::string>(), text(answer, "expires_at"), json};
  });
}

Result<LinkedIdentity> read_linked_identity(const std::string& json) {
  return reading<LinkedIdentity>(
      json, [](const Json& answer) { return linked_identity(answer.at("identity")); });
}

Result<Page<ListedAccount>> read_listed_accounts(const std::string& json) {
  return reading_page<ListedAccount>(json, "accounts", listed_account);
}

Result<Page<LinkedIdentity>> read_identities(const std::string& json) {
  return reading_page<LinkedIdentity>(json, "identities", linked_identity);
}

Result<Page<AccessToken>> read_tokens(const std::string& json) {
  return reading_page<AccessToken>(json, "tokens", access_token);
}

Result<Registration> read_registration(const std::string& json) {
  return reading<Registration>(
      json, [](const Json& answer) { return registration(answer.at("registration")); });
}

Result<CourseTransfer> read_transfer(const std::string& json) {
  return reading<CourseTransfer>(
      json, [](const Json& answer) { return transfer(answer.at("transfer")); });
}

Result<Page<CourseTransfer>> read_transfers(const std::string& json) {
  return reading_page<CourseTransfer>(json, "transfers", transfer);
}

Result<NewRegistration> read_new_registration(const std::string& json) {
  return reading<NewRegistration>(json, [&](const Json& answer) {
    return NewRegistration{registration(answer.at("registration")),
                           answer.at("secret").get<std::string>(), json};
  });
}

Result<Page<Registration>> read_registrations(const std::string& json) {
  return reading_page<Registration>(json, "registrations", registration);
}

Result<ClaimedRegistration> read_claim(const std::string& json) {
  return reading<ClaimedRegistration>(json, [&](const Json& answer) {
    return ClaimedRegistration{registration(answer.at("registration")), text(answer, "token"),
                               json};
  });
}

std::string account_json(const std::string& name, const std::string& role,
                         const std::string& course_namespace, int threshold,
                         const std::string& despite) {
  Json body{{"name", name}, {"role", role}};
  if (!course_namespace.empty()) body["namespace"] = course_namespace;
  if (threshold != 1) body["threshold"] = threshold;
  if (!despite.empty()) body["despite"] = despite;
  return dumped(body);
}

std::string token_json(const std::string& name, const std::vector<std::string>& scopes, int days) {
  Json body{{"name", name}};
  if (!scopes.empty()) body["scopes"] = scopes;
  if (days > 0) body["days"] = days;
  return dumped(body);
}

std::string members_json(const std::map<std::string, std::string>& members) {
  Json body = Json::object();
  for (const auto& [name, value] : members)
    if (!value.empty()) body[name] = value;
  return dumped(body);
}

std::string member_json(const std::string& member, const std::string& value) {
  Json body = Json::object();
  if (!value.empty()) body[member] = value;
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string sign_in_json(const SignInReturn& back, const std::string& invitation,
                         const Registration* wish) {
  Json body{{"state", back.state}, {"code", back.code}, {"secret", back.secret}};
  if (!back.issuer.empty()) body["iss"] = back.issuer;
  if (!invitation.empty()) body["invitation"] = invitation;
  if (wish)
    body["registration"] = {{"name", wish->name},
                            {"namespace", wish->course_namespace},
                            {"about", wish->about},
                            {"contact", wish->contact}};
  return dumped(body);
}

std::string deed_json(const Deed& deed) {
  Json body = body_of(deed);
  if (deed.revision > 0) body["revision"] = deed.revision;
  return dumped(body);
}

std::string deeds_json(const std::vector<std::string>& submissions, const Deed& deed) {
  Json body = body_of(deed);
  body["act"] = deed.act;
  for (const std::string& id : submissions) body["submissions"].push_back({{"id", id}});
  return dumped(body);
}

std::string scan_json(const ScanOrder& order) {
  Json body = {{"reason", order.reason}};
  if (!order.digests.empty()) body["digests"] = order.digests;
  if (!order.words.empty()) body["words"] = order.words;
  if (!order.rules.empty()) body["rules"] = order.rules;
  if (order.clamd) body["clamd"] = true;
  if (!order.act.empty()) body["act"] = order.act;
  return dumped(body);
}

std::string webhook_json(const std::string& url, const std::vector<std::string>& events) {
  Json body = {{"url", url}};
  if (!events.empty()) body["events"] = events;
  return dumped(body);
}

std::string comment_json(const Comment& comment) {
  Json body = {{"text", comment.text}};
  if (comment.reply_to > 0) body["reply_to"] = comment.reply_to;
  if (!comment.rule.empty()) body["rule"] = comment.rule;
  if (!comment.path.empty()) body["path"] = comment.path;
  return dumped(body);
}

std::string offer_json(const OfferTags& tags) {
  Json competencies = Json::array();
  for (const CompetencyTag& tag : tags.competencies)
    competencies.push_back({{"id", tag.id}, {"level", tag.level}});
  Json body{{"course_id", tags.course}, {"competencies", competencies}};
  if (!tags.licence.empty()) body["licence"] = tags.licence;
  if (!tags.duration.empty()) body["duration"] = tags.duration;
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace haat
