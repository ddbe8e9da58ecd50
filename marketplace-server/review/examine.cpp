#include "marketplace-server/review/examine.hpp"

#include <algorithm>

#include "core/manifest/manifest.hpp"
#include "core/package/package.hpp"
#include "core/qa/check.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rubric/facts.hpp"
#include "core/signing/verify.hpp"
#include "marketplace-server/review/kept_findings.hpp"

namespace haat::server {
namespace {

using Believed = SignatureVerdict::Trust;

std::vector<Finding> findings_of(const Verification& verification) {
  std::vector<Finding> findings;
  for (const Violation& violation : verification.violations)
    findings.push_back({violation.id, Severity::error, violation.path, 0, violation.message});
  return kept_findings(std::move(findings), verification.violations_left_out);
}

std::vector<SignatureNote> notes_of(const Verification& verification) {
  std::vector<SignatureNote> notes;
  for (const SignatureVerdict& signature : verification.signatures)
    notes.push_back(
        {signature.key_id, signature.key_name,
         signature.statement.kind == Statement::Kind::authored ? "authored" : "released"});
  return notes;
}

// Why nothing that was signed counts.
tl::unexpected<Refusal> no_signer(const Verification& verification) {
  const auto& signatures = verification.signatures;
  const auto first = [&](Believed trust) {
    const auto found = std::find_if(signatures.begin(), signatures.end(),
                                    [&](const auto& one) { return one.trust == trust; });
    return found == signatures.end() ? nullptr : &*found;
  };
  if (const auto* early = first(Believed::not_yet))
    return refuse("signature-time-wrong",
                  "the signature is dated " + to_rfc3339(early->statement.time) +
                      ", which is in the future; set the clock of the machine that signs");
  if (const auto* revoked = first(Believed::revoked))
    return refuse("key-revoked", "the package is signed by the key " + revoked->key_id +
                                     ", which you have revoked; sign it with another");
  if (const auto* expired = first(Believed::expired))
    return refuse("key-expired", "the package is signed by the key " + expired->key_id +
                                     ", whose time is over; sign it with its successor");
  return refuse("signer-unknown", "no key of yours signed the package; register the key " +
                                      signatures.front().key_id +
                                      " or sign with one that is registered");
}

// Each key signs once: its id is the name of the file with its signature.
Judged<void> judge_signers(const Verification& verification, int threshold) {
  const auto& signatures = verification.signatures;
  if (signatures.empty())
    return refuse("package-unsigned", "nobody signed the package; sign it with \"haat sign\"");
  const auto counting = std::count_if(signatures.begin(), signatures.end(), [](const auto& one) {
    return one.trust == Believed::trusted && one.statement.kind == Statement::Kind::authored;
  });
  if (counting == 0) return no_signer(verification);
  if (counting < threshold)
    return refuse("signatures-too-few",
                  std::to_string(threshold) + " of your keys have to sign each package, and " +
                      std::to_string(counting) + (counting == 1 ? " has" : " have") +
                      "; let another sign it with \"haat sign\"");
  return {};
}

// A signature is over the inventory; what it says besides must not contradict the package.
Judged<void> judge_statements(const Verification& verification, const Course& course,
                              const PublicKey& marketplace) {
  for (const SignatureVerdict& signature : verification.signatures) {
    if (signature.trust != Believed::trusted) continue;
    if (signature.statement.course != course.id || signature.statement.version != course.version)
      return refuse("statement-mismatch",
                    "the signature by " + signature.key_name +
                        " speaks of another course or version than haat/course.json");
    if (signature.statement.kind == Statement::Kind::released &&
        signature.key_id != marketplace.id())
      return refuse("release-not-ours",
                    "the signature by the key " + signature.key_id +
                        " says that the package is released; only the marketplace releases, so "
                        "take it out");
  }
  return {};
}

Judged<Verification> verify(const Package& package, Authorship authorship, const KnownKeys& keys) {
  Trust trust;
  trust.now = keys.now;
  trust.keys = keys.authors;
  trust.keys.push_back({.key = keys.marketplace});
  HAAT_TRY(Verification verification, verify_package(package, trust));
  if (!verification.intact())
    return refuse("package-not-intact",
                  "the package is not what its inventory and signatures say: " +
                      verification.violations.front().message,
                  findings_of(verification));
  if (authorship == Authorship::one_of_these_keys) {
    if (auto signers = judge_signers(verification, keys.threshold); !signers)
      return tl::unexpected<Refusal>(std::move(signers).error());
  }
  return verification;
}

Judged<Course> read_course(const Package& package, const Limits& limits) {
  if (!package.find(course_json_path))
    return refuse("course-json-missing",
                  "the package has no haat/course.json; pack it with \"haat pack\"");
  HAAT_TRY(const std::string json, package.read(course_json_path, limits.course_size));
  HAAT_TRY(Course course, parse_course(json, limits));
  return course;
}

struct Checked {
  Report report;
  std::string facts;
  std::vector<Finding> all;  // with advice
};

// What is a matter of taste answers the rubric, but is no part of the report.
void drop_advice(std::vector<Finding>& findings) {
  std::erase_if(findings,
                [](const Finding& finding) { return finding.severity == Severity::advice; });
}

// The report says nothing of the file's name here, so that equal packages have equal reports.
Judged<Checked> check(const Package& package, const Dictionary& dictionary) {
  HAAT_TRY(Report report, check_package(package, dictionary, Profile::practical().with_advice()));
  std::string facts = to_json(facts_of(package, report));
  std::vector<Finding> all = report.findings;
  drop_advice(report.findings);
  report.package.clear();
  if (const int errors = report.count(Severity::error); errors > 0)
    return refuse("package-has-errors",
                  "the package has " + std::to_string(errors) +
                      (errors == 1 ? " error" : " errors") +
                      "; correct what \"haat check\" reports",
                  kept_findings(report.findings));
  return Checked{std::move(report), std::move(facts), std::move(all)};
}

Judged<Examined> examine(const std::filesystem::path& zip, Authorship authorship,
                         const KnownKeys& keys, const Dictionary& dictionary,
                         const Screening& screening, const Limits& limits) {
  HAAT_TRY(const Package package, open_package(zip, limits));
  auto verification = verify(package, authorship, keys);
  if (!verification) return tl::unexpected<Refusal>(std::move(verification).error());
  auto course = read_course(package, limits);
  if (!course) return tl::unexpected<Refusal>(std::move(course).error());
  if (auto fits = judge_statements(*verification, *course, keys.marketplace); !fits)
    return tl::unexpected<Refusal>(std::move(fits).error());
  auto checked = check(package, dictionary);
  if (!checked) return tl::unexpected<Refusal>(std::move(checked).error());
  const Report& report = checked->report;
  HAAT_TRY(auto suspicions, judge(screening, package, checked->all));
  HAAT_TRY(const Manifest manifest, read_manifest(package, limits));
  return Examined{.course = std::move(*course),
                  .standard = manifest.structure ? to_string(manifest.structure->standard) : "",
                  .digest = to_hex(verification->digest),
                  .findings = kept_findings(report.findings),
                  .signatures = notes_of(*verification),
                  .report_digest = to_hex(sha256(to_json(report))),
                  .facts = std::move(checked->facts),
                  .suspicions = std::move(suspicions)};
}

// Nobody is told where we keep it.
void name_package(std::string& text, const std::filesystem::path& zip) {
  const std::string path = zip.string();
  for (auto at = text.find(path); at != std::string::npos; at = text.find(path))
    text.replace(at, path.size(), "the package");
}

Refusal told(Refusal refusal, const std::filesystem::path& zip) {
  refusal.error = about_package(std::move(refusal.error), zip);
  for (Finding& finding : refusal.findings) name_package(finding.message, zip);
  return refusal;
}

}  // namespace

Judged<void> judge_authorship(const std::filesystem::path& zip, Authorship authorship,
                              const KnownKeys& keys, const Limits& limits) {
  const auto judge = [&]() -> Judged<void> {
    HAAT_TRY(const Package package, open_package(zip, limits));
    return verify(package, authorship, keys).map([](const Verification&) {});
  };
  return judge().map_error([&](Refusal refusal) { return told(std::move(refusal), zip); });
}

Error about_package(Error error, const std::filesystem::path& zip) {
  name_package(error.message, zip);
  if (error.kind == Errc::invalid_argument || error.kind == Errc::unsupported ||
      error.kind == Errc::not_found)
    error.kind = Errc::corrupt;
  return error;
}

Judged<Examined> examine_package(const std::filesystem::path& zip, Authorship authorship,
                                 const KnownKeys& keys, const Dictionary& dictionary,
                                 const Screening& screening, const Limits& limits) {
  return examine(zip, authorship, keys, dictionary, screening, limits)
      .map_error([&](Refusal refusal) { return told(std::move(refusal), zip); });
}

}  // namespace haat::server
