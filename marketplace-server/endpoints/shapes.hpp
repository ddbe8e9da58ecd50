#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/course/course.hpp"
#include "core/qa/finding.hpp"
#include "marketplace-server/review/assess.hpp"
#include "marketplace-server/store/records.hpp"
#include "sdk/host/provider_host.hpp"

// How records look to clients: the one place that says so. The JSON library finds these by
// argument-dependent lookup; they are templates, so that this header does not cost what that
// library's does.
namespace haat {

template <class Json>
void to_json(Json& json, const Finding& finding) {
  json = Json{{"rule", finding.rule},
              {"severity", to_string(finding.severity)},
              {"path", finding.path},
              {"line", finding.line},
              {"message", finding.message}};
}

template <class Json>
void to_json(Json& json, const CompetencyTag& tag) {
  json = Json{{"id", tag.id}, {"level", tag.level}};
}

template <class Json>
void to_json(Json& json, const CriterionScore& criterion) {
  json = Json{{"id", criterion.id},
              {"yes", criterion.yes},
              {"no", criterion.no},
              {"not_applicable", criterion.not_applicable},
              {"unanswered", criterion.unanswered},
              {"passes", criterion.passes}};
}

template <class Json>
void to_json(Json& json, const PartnerHealth& health) {
  json = Json{{"status", to_string(health.state)},
              {"sentence", health.sentence},
              {"at", to_rfc3339(health.at)}};
}

template <class Json>
void to_json(Json& json, const CertificateAnswer& answer) {
  json = Json{{"verdict", to_string(answer.verdict)},
              {"sentence", answer.sentence},
              {"facts", Json::array()}};
  for (const auto& [name, value] : answer.facts)
    json["facts"].push_back({{"name", name}, {"value", value}});
}

}  // namespace haat

namespace haat::server {

template <class Json>
Json or_null(const std::optional<std::string>& text) {
  return text && !text->empty() ? Json(*text) : Json(nullptr);
}

template <class Json>
Json or_null(const std::optional<Time>& time) {
  return time ? Json(to_rfc3339(*time)) : Json(nullptr);
}

template <class Json>
Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <class Json>
void to_json(Json& json, const Account& account) {
  json = Json{{"name", account.name},
              {"role", to_string(account.role)},
              {"namespace", or_null<Json>(account.name_space)}};
  if (account.suspended_at) json["suspended_at"] = to_rfc3339(*account.suspended_at);
  if (account.partner.empty()) return;
  json["partner"] = account.partner;
  json["threshold"] = account.threshold;
}

template <class Json>
void to_json(Json& json, const ListedAccount& listed) {
  json = listed.account;
  json["closed_at"] = or_null<Json>(listed.account.closed_at);
  json["password"] = listed.has_password;
  json["identities"] = listed.identities;
}

template <class Json>
void to_json(Json& json, const Identity& identity) {
  json = Json{{"id", identity.id},
              {"issuer", identity.issuer},
              {"subject", identity.subject},
              {"account", identity.account},
              {"linked_at", to_rfc3339(identity.linked_at)},
              {"linked_by", identity.linked_by}};
}

template <class Json>
void to_json(Json& json, const AccessToken& token) {
  json = Json{{"id", token.id},
              {"name", token.name},
              {"scopes", token.scopes},
              {"created_at", to_rfc3339(token.created_at)},
              {"expires_at", or_null<Json>(token.expires_at)},
              {"last_used_at", or_null<Json>(token.last_used_at)},
              {"revoked_at", or_null<Json>(token.revoked_at)}};
}

template <class Json>
void to_json(Json& json, const Registration& registration) {
  const auto& decided = registration.decided;
  json = Json{{"id", registration.id},
              {"name", registration.name},
              {"namespace", registration.name_space},
              {"about", registration.about},
              {"contact", registration.contact},
              {"state", to_string(registration.state)},
              {"registered_at", to_rfc3339(registration.registered_at)},
              {"decided_by", decided ? Json(decided->name) : Json(nullptr)},
              {"decided_at", decided ? Json(to_rfc3339(decided->at)) : Json(nullptr)},
              {"reason", or_null<Json>(registration.reason)},
              {"claimed_at", or_null<Json>(registration.claimed_at)}};
  if (registration.subject.empty()) return;
  json["issuer"] = registration.issuer;
  json["subject"] = registration.subject;
}

template <class Json>
void to_json(Json& json, const Transfer& transfer) {
  const auto& ended = transfer.ended;
  json = Json{{"id", transfer.id},
              {"course", transfer.course},
              {"from", transfer.former_owner},
              {"to", transfer.new_owner},
              {"state", to_string(transfer.state)},
              {"offered_by", transfer.offered_by},
              {"by_admin", transfer.by_admin},
              {"reason", or_null<Json>(transfer.reason)},
              {"offered_at", to_rfc3339(transfer.offered_at)},
              {"expires_at", to_rfc3339(transfer.expires_at)},
              {"ended_by", ended ? Json(ended->name) : Json(nullptr)},
              {"ended_at", ended ? Json(to_rfc3339(ended->at)) : Json(nullptr)},
              {"answer", or_null<Json>(transfer.answer)}};
}

template <class Json>
void to_json(Json& json, const CourseOwner& owner) {
  json = Json{{"from", owner.former_owner}, {"to", owner.partner}, {"at", to_rfc3339(owner.since)}};
}

template <class Json>
void to_json(Json& json, const RegisteredKey& key) {
  json = Json{{"key", key.key.key.line()}, {"id", key.id}};
  if (key.key.valid_until) json["valid_until"] = to_rfc3339(*key.key.valid_until);
  if (key.key.revoked) json["revoked"] = to_rfc3339(*key.key.revoked);
}

template <class Json>
void to_json(Json& json, const SignatureNote& note) {
  json = Json{{"key_id", note.key_id}, {"name", note.name}, {"kind", note.kind}};
}

template <class Json>
void to_json(Json& json, const Submission& submission) {
  json = Json{{"id", submission.id},
              {"course", submission.course.id},
              {"version", submission.course.version},
              {"title", submission.course.title},
              {"digest", submission.digest},
              {"size", submission.size},
              {"state", to_string(submission.state)},
              {"submitted_by", submission.submitted_by},
              {"submitted_at", to_rfc3339(submission.submitted_at)},
              {"decided_by", or_null<Json>(submission.decided_by)},
              {"decided_at", or_null<Json>(submission.decided_at)},
              {"reason", or_null<Json>(submission.reason)},
              {"revision", submission.revision},
              {"assigned_to", or_null<Json>(submission.assigned_to)},
              {"publish_at", or_null<Json>(submission.publish_at)},
              {"retire_at", or_null<Json>(submission.retire_at)},
              {"problem", or_null<Json>(submission.problem)},
              {"checked_at", or_null<Json>(submission.checked_at)},
              {"position", submission.position ? Json(*submission.position) : Json(nullptr)},
              {"notes", submission.notes},
              {"findings", submission.findings},
              {"signatures", submission.signatures}};
}

template <class Json>
void to_json(Json& json, const Upload& upload) {
  json = Json{{"id", upload.id},
              {"length", upload.length},
              {"offset", upload.offset},
              {"created_at", to_rfc3339(upload.created_at)},
              {"expires_at", to_rfc3339(upload.expires_at)},
              {"submission", or_null<Json>(upload.submission)}};
}

template <class Json>
void to_json(Json& json, const Release& release) {
  json = Json{{"id", release.course.id},
              {"version", release.course.version},
              {"title", release.course.title},
              {"description", release.course.description},
              {"provider", release.course.provider},
              {"competencies", release.course.competencies},
              {"duration", release.course.duration},
              {"licence", release.course.licence},
              {"standard", release.standard},
              {"digest", release.digest},
              {"size", release.size},
              {"published_at", to_rfc3339(release.published_at)},
              {"state", to_string(release.state)},
              {"submission", release.submission}};
}

template <class Json>
void to_json(Json& json, const Scan& scan) {
  json = Json{{"id", scan.id},
              {"by", scan.by},
              {"at", to_rfc3339(scan.at)},
              {"pattern", Json::parse(scan.pattern)},
              {"act", or_null<Json>(scan.act)},
              {"reason", scan.reason},
              {"looked_at", scan.looked_at},
              {"found", scan.found},
              {"done", scan.done}};
}

template <class Json>
void to_json(Json& json, const ScanHit& hit) {
  json = Json{{"course", hit.course},
              {"version", hit.version},
              {"submission", hit.submission},
              {"found", hit.found},
              {"outcome", hit.outcome}};
}

template <class Json>
void to_json(Json& json, const Webhook& webhook) {
  json = Json{{"id", webhook.id},
              {"url", webhook.url},
              {"events", webhook.events},
              {"created_at", to_rfc3339(webhook.created_at)},
              {"stopped", or_null<Json>(webhook.stopped)}};
}

template <class Json>
void to_json(Json& json, const Delivery& delivery) {
  json = Json{
      {"id", delivery.id},
      {"state", to_string(delivery.state)},
      {"attempts", delivery.attempts},
      {"created_at", to_rfc3339(delivery.created_at)},
      {"next_at", delivery.state == Delivery::State::waiting ? Json(to_rfc3339(delivery.next_at))
                                                             : Json(nullptr)},
      {"status", delivery.status ? Json(delivery.status) : Json(nullptr)},
      {"trouble", or_null<Json>(delivery.trouble)},
      {"event", Json::parse(delivery.body)}};
}

template <class Json>
void to_json(Json& json, const Comment& comment) {
  json = Json{{"number", comment.number},
              {"reply_to", comment.reply_to ? Json(*comment.reply_to) : Json(nullptr)},
              {"rule", or_null<Json>(comment.rule)},
              {"path", or_null<Json>(comment.path)},
              {"text", comment.text},
              {"author", comment.author},
              {"at", to_rfc3339(comment.at)}};
}

template <class Json>
void to_json(Json& json, const Assessed& assessed) {
  const Score& score = assessed.score;
  Json answers = Json::object();
  for (const auto& [item, one] : assessed.assessment.answers)
    answers[item] = Json{{"answer", to_string(one.answer)},
                         {"by", one.by_machine ? "machine" : "person"},
                         {"note", or_null<Json>(one.note)}};
  json = Json{{"rubric", assessed.assessment.rubric},
              {"author", or_null<Json>(assessed.author)},
              {"at", assessed.author.empty() ? Json(nullptr) : Json(to_rfc3339(assessed.at))},
              {"answers", answers},
              {"complete", score.complete()},
              {"unanswered", score.unanswered},
              {"failed_gates", score.failed_gates},
              {"below_minimum", score.below_minimum},
              {"criteria", score.criteria},
              {"score", or_null<Json>(score.percent())},
              {"grade", or_null<Json>(score.grade)}};
}

template <class Json>
void to_json(Json& json, const OfferedCourse& offer) {
  json = Json{{"external_id", offer.external_id},
              {"title", offer.title},
              {"description", offer.description},
              {"language", offer.language},
              {"duration", offer.duration},
              {"version", offer.version},
              {"licence", offer.licence},
              {"has_package", offer.has_package},
              {"state", offer.gone_at      ? "gone"
                        : offer.submission ? "submitted"
                                           : "new"},
              {"gone_at", or_null<Json>(offer.gone_at)}};
}

template <class Json>
void to_json(Json& json, const Ingest& ingest) {
  json = Json{{"at", ingest.at},
              {"whole", ingest.whole},
              {"added", ingest.added},
              {"updated", ingest.updated},
              {"unchanged", ingest.unchanged},
              {"gone", ingest.gone},
              {"refused", ingest.refused},
              {"rows", ingest.rows},
              {"rows_kept", ingest.kept_rows},
              {"trouble", or_null<Json>(ingest.trouble)}};
}

template <class Json>
void to_json(Json& json, const IngestRow& row) {
  json = Json{{"row", row.number},
              {"external_id", or_null<Json>(row.external_id)},
              {"verdict", row.verdict},
              {"field", or_null<Json>(row.field)},
              {"reason", or_null<Json>(row.reason)}};
}

template <class Json>
void to_json(Json& json, const Completion& completion) {
  json = Json{{"learner", completion.learner},
              {"external_id", completion.external_id},
              {"began_at", or_null<Json>(completion.began_at)},
              {"finished_at", completion.finished_at},
              {"score", completion.score ? Json(*completion.score) : Json(nullptr)},
              {"hours", completion.hours ? Json(*completion.hours) : Json(nullptr)},
              {"certificate", or_null<Json>(completion.certificate)},
              {"verdict", completion.verdict},
              {"reason", or_null<Json>(completion.reason)},
              {"heard_at", completion.heard_at}};
}

template <class Json>
void to_json(Json& json, const AuditRow& row) {
  json = Json{{"number", row.number},     {"at", to_rfc3339(row.at)}, {"actor", row.actor},
              {"action", row.action},     {"subject", row.subject},   {"details", row.details},
              {"previous", row.previous}, {"hash", row.hash}};
}

}  // namespace haat::server
