#include <gtest/gtest.h>

#include <map>

#include "sdk/host/kit/conformance.hpp"
#include "tests/providers/market.hpp"
#include "tests/providers/partner.hpp"

// The conformance kit: each of its tests passes a provider that keeps the contract and fails one
// that breaks it there.
namespace haat::test {
namespace {

using kit::Trialled;
using Outcome = Trialled::Outcome;

std::vector<Trialled> run(kit::Conformance conformance) {
  std::vector<Trialled> results;
  const auto done =
      kit::check_provider(conformance, [&](const Trialled& one) { results.push_back(one); });
  EXPECT_TRUE(done) << done.error().message;
  return results;
}

std::vector<Trialled> trial(const std::string& plugin, const std::string& fault = "",
                            std::vector<std::string> only = {}) {
  kit::Conformance conformance;
  conformance.worker = WORKER;
  conformance.provider.id = "on-trial";
  conformance.provider.library = plugin;
  conformance.provider.settings = "{\"fault\":\"" + fault + "\"}";
  conformance.empty = "{\"fault\":\"" + fault + "\",\"catalogue\":\"empty\"}";
  conformance.huge = "{\"fault\":\"" + fault + "\",\"catalogue\":\"huge\"}";
  conformance.only = std::move(only);
  return run(std::move(conformance));
}

const std::string faulty = PLUGINS "/faulty.so", careless = PLUGINS "/careless.so";

struct Fault {
  const char* test;
  std::string plugin;
  const char* fault;
};
std::ostream& operator<<(std::ostream& out, const Fault& fault) {
  return out << fault.fault;
}
const std::vector<Fault> faults{
    {"library-loads", PLUGINS "/other_abi.so", ""},
    {"library-exports-one-symbol", careless, ""},
    {"descriptor-is-complete", careless, ""},
    {"descriptor-id-is-qualified", careless, ""},
    {"create-makes-a-provider", faulty, "no-provider"},
    {"create-is-quick", faulty, "slow-create"},
    {"destroy-without-init", faulty, "destroy-needs-init"},
    {"init-succeeds", faulty, "init-fails"},
    {"init-explains-bad-settings", careless, ""},
    {"settings-schema-is-usable", faulty, "schema-broken"},
    {"settings-keep-the-schema", faulty, "schema-refuses"},
    {"settings-are-described", faulty, "schema-silent"},
    {"settings-secrets-are-write-only", faulty, "schema-shows-secret"},
    {"starts-again", faulty, "one-life"},
    {"interface-catalogue-is-there", faulty, "no-catalogue"},
    {"interface-unknown-is-null", faulty, "any-interface"},
    {"interface-stays", faulty, "moving-interface"},
    {"list-first-page", faulty, "list-fails"},
    {"list-keeps-limits", faulty, "long-title"},
    {"list-ends", faulty, "endless"},
    {"list-tells-next-once", faulty, "next-twice"},
    {"list-stays-on-its-thread", faulty, "other-thread"},
    {"list-of-nothing-is-a-page", faulty, "empty-fails"},
    {"course-ids-are-clean", faulty, "control-id"},
    {"course-ids-are-unique", faulty, "same-id"},
    {"course-titles-are-there", faulty, "no-title"},
    {"course-texts-are-utf8", faulty, "mojibake"},
    {"course-languages-are-tags", faulty, "language"},
    {"course-durations-are-iso", faulty, "duration"},
    {"list-is-repeatable", faulty, "other-each-time"},
    {"cursors-come-back-later", faulty, "cursor-once"},
    {"cursors-outlive-the-provider", faulty, "cursor-of-one-life"},
    {"cursor-is-copied", faulty, "keeps-cursor"},
    {"cursor-unknown-is-not-found", faulty, "any-cursor"},
    {"cursor-garbage-is-survived", faulty, "crash-on-format"},
    {"stop-at-first-course", faulty, "ignores-stop"},
    {"stop-at-next", faulty, "ignores-stop-at-next"},
    {"works-after-a-stop", faulty, "spoilt-by-stop"},
    {"package-needs-content", faulty, "no-content"},
    {"fetch-gives-packages", faulty, "fetch-fails"},
    {"fetch-gives-zips", faulty, "no-zip"},
    {"fetch-is-repeatable", faulty, "other-bytes"},
    {"fetch-stays-on-its-thread", faulty, "fetch-on-other-thread"},
    {"fetch-without-package-is-not-found", faulty, "package-for-all"},
    {"fetch-unknown-is-not-found", faulty, "package-for-any"},
    {"fetch-garbage-is-survived", faulty, "fetch-crashes-on-format"},
    {"fetch-stops", faulty, "fetch-ignores-stop"},
    {"fetch-works-after-a-stop", faulty, "fetch-spoilt-by-stop"},
    {"launch-gives-addresses", faulty, "launch-by-http"},
    {"launch-unknown-is-not-found", faulty, "launch-of-any"},
    {"launch-garbage-is-survived", faulty, "launch-crashes-on-format"},
    {"delta-ends", faulty, "delta-without-next"},
    {"delta-begins-with-the-catalogue", faulty, "delta-lacks-one"},
    {"delta-tells-what-is-gone", faulty, "delta-forgets-what-is-gone"},
    {"delta-is-quiet-without-changes", faulty, "delta-again"},
    {"delta-outlives-the-provider", faulty, "delta-of-one-life"},
    {"delta-cursor-unknown-is-not-found", faulty, "delta-any-cursor"},
    {"delta-garbage-is-survived", faulty, "delta-crashes-on-format"},
    {"delta-stops", faulty, "delta-ignores-stop"},
    {"completions-end", faulty, "completions-endless"},
    {"completions-are-well-formed", faulty, "score-in-percent"},
    {"completions-are-repeatable", faulty, "other-learners"},
    {"completions-cursor-unknown-is-not-found", faulty, "completions-any-cursor"},
    {"completions-garbage-is-survived", faulty, "completions-crash-on-format"},
    {"completions-stop", faulty, "completions-ignore-stop"},
    {"records-end", faulty, "records-endless"},
    {"records-are-objects", faulty, "records-of-text"},
    {"records-are-repeatable", faulty, "other-records"},
    {"records-cursor-unknown-is-not-found", faulty, "records-any-cursor"},
    {"records-garbage-is-survived", faulty, "records-crash-on-format"},
    {"records-stop", faulty, "records-ignore-stop"},
    {"health-is-told", faulty, "health-silent"},
    {"certificates-are-judged", faulty, "certificate-silent"},
    {"certificates-unknown-are-not-valid", faulty, "any-certificate"},
    {"certificates-of-completions-are-known", faulty, "certificate-forgotten"},
    {"failures-are-explained", faulty, "silent"},
    {"list-leaks-no-memory", faulty, "leak-by-listing"},
    {"huge-catalogue-takes-no-memory", faulty, "huge-stays"},
    {"fetch-leaks-no-memory", faulty, "leak-by-fetching"},
    {"telling-leaks-no-memory", faulty, "leak-by-telling"},
    {"starting-leaks-no-memory", faulty, "leak-by-starting"},
    {"files-are-closed", faulty, "open-files"},
    {"threads-end-with-destroy", faulty, "thread-stays"},
    {"lack-of-memory-is-survived", faulty, "unchecked-memory"},
};

// A sanitizer's worker has no limit, and memory that nobody counts.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

TEST(Kit, PassesAProviderThatKeepsTheContract) {
  const auto results = trial(faulty);
  EXPECT_EQ(results.size(), kit::tests().size());
  for (const Trialled& one : results) {
    if (sanitized && one.test.name == "lack-of-memory-is-survived") continue;
    EXPECT_EQ(one.outcome, Outcome::passed) << one.test.name << ": " << one.sentence;
  }
}

TEST(Kit, HasAFaultForEachOfItsTests) {
  ASSERT_EQ(faults.size(), kit::tests().size());
  for (std::size_t i = 0; i < faults.size(); ++i) EXPECT_EQ(faults[i].test, kit::tests()[i].name);
}

class KitFault : public testing::TestWithParam<Fault> {};

TEST_P(KitFault, IsFound) {
  const Fault& fault = GetParam();
  if (sanitized && std::string_view(fault.test).find("memory") != std::string_view::npos)
    GTEST_SKIP() << "a sanitizer's worker does not count its memory";
  const auto results = trial(fault.plugin, fault.fault, {fault.test});
  ASSERT_EQ(results.size(), 1u);
  EXPECT_TRUE(results[0].is_fault())
      << to_string(results[0].outcome) << ": " << results[0].sentence;
  EXPECT_FALSE(results[0].sentence.empty());
}
INSTANTIATE_TEST_SUITE_P(Kit, KitFault, testing::ValuesIn(faults), [](const auto& fault) {
  std::string name = fault.param.test;
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
});

TEST(Kit, TellsCrashesFromHangsAndOfALibraryThatDoesNotLoadOnce) {
  const auto first = [](const std::string& plugin) { return trial(PLUGINS "/" + plugin); };
  const auto crashed = first("abort_at_load.so");
  EXPECT_EQ(crashed.front().outcome, Outcome::crashed);
  EXPECT_EQ(crashed.front().sentence, "the process crashed (aborted)");
  for (std::size_t i = 1; i < crashed.size(); ++i)
    EXPECT_EQ(crashed[i].outcome, Outcome::skipped) << crashed[i].test.name;
  const auto left = first("exit_at_load.so");
  EXPECT_EQ(left.front().outcome, Outcome::failed);
  EXPECT_EQ(left.front().sentence, "the process left by itself (exit code 7)");
}

// Down is down, whosever fault it is.
TEST(Kit, TakesAFaultForAnAnswerAboutHealth) {
  const auto results = trial(faulty, "health-refused", {"health-is-told"});
  EXPECT_EQ(results.at(0).outcome, Outcome::passed) << results[0].sentence;
}

TEST(Kit, JudgesACatalogueAsFarAsItWalks) {
  kit::Conformance conformance;
  conformance.worker = WORKER;
  conformance.provider.library = PLUGINS "/many.so";
  conformance.provider.settings = R"({"courses":1001000,"bytes":200})";
  conformance.only = {"list-ends",
                      "course-ids-are-unique",
                      "list-is-repeatable",
                      "cursors-come-back-later",
                      "cursor-garbage-is-survived",
                      "huge-catalogue-takes-no-memory"};
  const auto results = run(conformance);
  ASSERT_EQ(results.size(), conformance.only.size());
  EXPECT_EQ(results[0].outcome, Outcome::skipped) << results[0].sentence;
  for (std::size_t i = 1; i < results.size(); ++i)
    EXPECT_EQ(results[i].outcome, Outcome::passed)
        << results[i].test.name << ": " << results[i].sentence;
  for (const std::size_t i : {0u, 1u, 2u, 3u, 5u})
    EXPECT_EQ(results[i].sentence.rfind("there is more than the kit walks; it went ", 0), 0u)
        << results[i].test.name << ": " << results[i].sentence;
}

// As a host does, it takes no more of a page than provider.h allows, and says so.
TEST(Kit, CutsAPageThatIsTooLong) {
  const auto results = trial(faulty, "long-page", {"list-keeps-limits", "list-ends", "delta-ends"});
  for (const Trialled& one : results) EXPECT_EQ(one.outcome, Outcome::failed) << one.test.name;
  EXPECT_EQ(results.at(0).sentence, "a page has more courses than the limit of 1000");
  EXPECT_EQ(results.at(1).sentence, "page 1 has more than 1000 rows, or more than 4000000 bytes");
}

// What one seed tries another does not, and the same one tries the same.
TEST(Kit, TriesWhatItsSeedSays) {
  kit::Conformance conformance;
  conformance.worker = WORKER;
  conformance.provider.library = faulty;
  conformance.provider.settings = R"({"fault":"tells-cursors"})";
  conformance.only = {"cursor-garbage-is-survived"};
  const auto said = [&](std::uint64_t seed) {
    conformance.seed = seed;
    return run(conformance).at(0).output;
  };
  const auto once = said(1);
  ASSERT_FALSE(once.empty());
  EXPECT_EQ(said(1), once);
  EXPECT_NE(said(2), once);
}

TEST(Kit, EndsATestThatDoesNotEnd) {
  kit::Conformance conformance;
  conformance.worker = WORKER;
  conformance.provider.library = PLUGINS "/hang_at_load.so";
  conformance.only = {"init-succeeds"};
  conformance.deadline = std::chrono::milliseconds{600};
  std::vector<Trialled> results;
  ASSERT_TRUE(
      kit::check_provider(conformance, [&](const Trialled& one) { results.push_back(one); }));
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0].outcome, Outcome::hung);
}

TEST(Kit, KnowsItsTests) {
  kit::Conformance conformance;
  conformance.worker = WORKER;
  conformance.provider.library = faulty;
  conformance.only = {"no-such-test"};
  const auto done = kit::check_provider(conformance, [](const Trialled&) {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().id, "kit-test-unknown");
}

// A provider that speaks to its partner is on trial with its partner.
TEST(Kit, MakesTheRequestsOfTheProvider) {
  const Partner partner;
  kit::Conformance conformance;
  conformance.worker = WORKER;
  conformance.provider.library = PLUGINS "/asking.so";
  conformance.provider.settings = "{\"at-start\":\"" + partner.url("/hello") + "\"}";
  conformance.only = {"init-succeeds"};
  const std::string refused = run(conformance).front().sentence;
  EXPECT_NE(refused.find(partner.host() + " is not among the hosts"), std::string::npos) << refused;
  conformance.provider.hosts = {{partner.host(), true}};
  const Trialled passed = run(conformance).front();
  EXPECT_EQ(passed.outcome, Outcome::passed) << passed.sentence;
  EXPECT_EQ(partner.requests(), 1);
  ASSERT_FALSE(passed.output.empty());
  EXPECT_EQ(passed.output.back().rfind("GET " + partner.url("/hello") + ": 200, 5 bytes", 0), 0u);
}

}  // namespace
}  // namespace haat::test
