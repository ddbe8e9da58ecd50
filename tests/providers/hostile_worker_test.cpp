#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "tests/providers/market.hpp"

// Not even a worker that was taken over can do more than end itself.
namespace haat::test {
namespace {

using namespace std::chrono_literals;
using State = ProviderHealth::State;

struct Attack {
  const char* id;
  enum Moment { at_start, in_list, in_fetch, in_launch } moment;
  const char* error;
  const char* sentence;
  friend std::ostream& operator<<(std::ostream& out, const Attack& attack) {
    return out << attack.id;
  }
};

class HostileWorker : public testing::TestWithParam<Attack> {};

TEST_P(HostileWorker, IsKilledAndReplaced) {
  const Attack& attack = GetParam();
  const bool hangs = GetParam().error == std::string("provider-hung");
  Market market({.worker = HOSTILE_WORKER,
                 .first_backoff = not_soon,
                 .call_deadline = hangs ? 600ms : 20'000ms,
                 .health_every = 0ms});
  market.open(attack.id, "good.so");
  std::string error = attack.error;
  if (attack.moment != Attack::at_start) {
    ASSERT_EQ(market.reaches(attack.id, State::running).state, State::running);
    const auto ignore = [](std::string_view) { return Result<void>{}; };
    if (attack.moment == Attack::in_fetch) {
      const auto fetched = market.host().fetch(attack.id, "1", ignore);
      ASSERT_FALSE(fetched);
      error = fetched.error().id;
    } else if (attack.moment == Attack::in_launch) {
      const auto address = market.host().launch_address(attack.id, "1");
      ASSERT_FALSE(address);
      error = address.error().id;
    } else {
      const auto page = market.host().list(attack.id, "");
      ASSERT_FALSE(page);
      error = page.error().id;
    }
  }
  EXPECT_EQ(error, attack.error);
  const ProviderHealth health = market.reaches(attack.id, State::restarting);
  EXPECT_EQ(health.state, State::restarting);
  EXPECT_EQ(health.sentence, std::string(attack.sentence) + "; trying again in 60 s");
}

constexpr const char* garbage = "provider-garbage";
constexpr const char* frame_while_loading =
    "sent what is no frame of the protocol while being loaded";
constexpr const char* no_frame = "sent what is no frame of the protocol while listing courses";
constexpr const char* unasked = "answered what nobody asked while listing courses";
constexpr const char* malformed = "sent a malformed page of courses while listing courses";
constexpr const char* no_address = "sent a malformed launch address while telling a launch address";
constexpr const char* too_much = "sent more than it was granted while fetching a package";

const Attack attacks[] = {
    {"noise", Attack::at_start, garbage, frame_while_loading},
    {"wrong-magic", Attack::at_start, garbage, "is no haat-provider-worker while being loaded"},
    {"wrong-version", Attack::at_start, garbage,
     "speaks version 8 of the protocol, this host version 9 while being loaded"},
    {"short-hello", Attack::at_start, garbage, "is no haat-provider-worker while being loaded"},
    {"not-hello", Attack::at_start, garbage, "is no haat-provider-worker while being loaded"},
    {"ready-with-escape", Attack::at_start, garbage,
     "answered what nobody asked while being loaded"},
    {"schema-twice", Attack::at_start, garbage,
     "sent a malformed schema of its settings while being loaded"},
    {"schema-no-json", Attack::at_start, garbage,
     "sent a malformed schema of its settings while being loaded"},
    {"schema-of-no-reference", Attack::at_start, garbage,
     "sent a malformed schema of its settings while being loaded"},
    {"schema-when-ready", Attack::in_list, garbage, unasked},
    {"answer-for-a-list", Attack::in_list, garbage, unasked},
    {"launch-by-http", Attack::in_launch, garbage, no_address},
    {"launch-by-script", Attack::in_launch, garbage, no_address},
    {"page-for-a-launch", Attack::in_launch, garbage,
     "answered what nobody asked while telling a launch address"},
    {"ready-twice", Attack::in_list, garbage, unasked},
    {"giant-frame", Attack::in_list, garbage, no_frame},
    {"unknown-type", Attack::in_list, garbage, no_frame},
    {"page-of-unknown-kind", Attack::in_list, garbage, malformed},
    {"refusal-with-line-break", Attack::in_list, garbage, malformed},
    {"refusal-too-long", Attack::in_list, garbage, malformed},
    {"stop-for-a-list", Attack::in_list, garbage, unasked},
    {"grant-for-a-list", Attack::in_list, garbage, unasked},
    {"half-a-frame", Attack::in_list, "provider-hung",
     "hung while listing courses: no answer within 600 ms"},
    {"other-request", Attack::in_list, garbage, unasked},
    {"piece-for-a-list", Attack::in_list, garbage, unasked},
    {"empty-page", Attack::in_list, garbage, malformed},
    {"more-courses-than-sent", Attack::in_list, garbage, malformed},
    {"too-many-courses", Attack::in_list, garbage, malformed},
    {"text-past-the-end", Attack::in_list, garbage, malformed},
    {"bytes-after-the-page", Attack::in_list, garbage, malformed},
    {"id-with-line-break", Attack::in_list, garbage, malformed},
    {"id-no-utf8", Attack::in_list, garbage, malformed},
    {"failure-no-utf8", Attack::in_list, garbage, unasked},
    {"http-before-ready", Attack::at_start, garbage,
     "answered what nobody asked while being loaded"},
    {"http-of-no-call", Attack::in_list, garbage, unasked},
    {"http-other-request", Attack::in_list, garbage, unasked},
    {"http-malformed", Attack::in_list, garbage,
     "sent a malformed request for HTTP while listing courses"},
    {"http-split", Attack::in_list, garbage,
     "sent a malformed request for HTTP while listing courses"},
    {"http-large", Attack::in_list, garbage,
     "sent a malformed request for HTTP while listing courses"},
    {"http-more-of-nothing", Attack::in_list, garbage, unasked},
    {"http-stop-of-nothing", Attack::in_list, garbage, unasked},
    {"http-answers-itself", Attack::in_list, garbage, unasked},
    {"http-flood", Attack::in_list, "provider-greedy",
     "made more than 1000 requests for HTTP while listing courses"},
    {"too-large-a-piece", Attack::in_fetch, garbage, too_much},
    {"empty-pieces", Attack::in_fetch, garbage, too_much},
    {"done-with-more", Attack::in_fetch, garbage,
     "answered what nobody asked while fetching a package"},
};
INSTANTIATE_TEST_SUITE_P(Protocol, HostileWorker, testing::ValuesIn(attacks), [](const auto& test) {
  std::string name = test.param.id;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// One question, one answer: each request, and how a wrong answer to it is told.
struct Request {
  const char* name;
  std::string (*ask)(ProviderHost& host, const std::string& provider);
  const char* doing;
  const char* what;
  friend std::ostream& operator<<(std::ostream& out, const Request& request) {
    return out << request.name;
  }
};
template <class T>
std::string id_of(const Result<T>& answer) {
  return answer ? "answered" : answer.error().id;
}
const Request requests[] = {
    {"changes", [](auto& host, auto& id) { return id_of(host.changes(id, "")); }, "telling changes",
     "page of changes"},
    {"records", [](auto& host, auto& id) { return id_of(host.records(id, "")); }, "listing records",
     "page of records"},
    {"completions", [](auto& host, auto& id) { return id_of(host.completions(id, "")); },
     "listing completions", "page of completions"},
    {"health", [](auto& host, auto& id) { return id_of(host.check_health(id)); },
     "telling its health", "report of health"},
    {"certificate", [](auto& host, auto& id) { return id_of(host.verify(id, "C-1")); },
     "verifying a certificate", "verdict"},
    {"launch", [](auto& host, auto& id) { return id_of(host.launch_address(id, "1")); },
     "telling a launch address", "launch address"},
};

class HostileAnswer : public testing::TestWithParam<std::tuple<Request, const char*>> {};

TEST_P(HostileAnswer, IsNeverTaken) {
  const auto& [request, deed] = GetParam();
  Market market({.worker = HOSTILE_WORKER, .first_backoff = not_soon, .health_every = 0ms});
  market.open(deed, "good.so");
  ASSERT_EQ(market.reaches(deed, State::running).state, State::running);
  EXPECT_EQ(request.ask(market.host(), deed), "provider-garbage");
  EXPECT_EQ(market.reaches(deed, State::restarting).sentence,
            std::string("sent a malformed ") + request.what + " while " + request.doing +
                "; trying again in 60 s");
}
INSTANTIATE_TEST_SUITE_P(Protocol, HostileAnswer,
                         testing::Combine(testing::ValuesIn(requests),
                                          testing::Values("answer-of-nothing", "answer-of-noise",
                                                          "answer-of-a-page", "answer-too-large")),
                         [](const auto& test) {
                           std::string name = std::string(std::get<0>(test.param).name) + "_" +
                                              std::get<1>(test.param);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The first answer counts; the second is there when the next question is asked.
TEST(HostileWorker, SecondAnswerIsGarbage) {
  Market market({.worker = HOSTILE_WORKER, .first_backoff = not_soon, .health_every = 0ms});
  market.open("answer-twice", "good.so");
  market.reaches("answer-twice", State::running);
  const auto address = market.host().launch_address("answer-twice", "1");
  ASSERT_TRUE(address) << address.error().message;
  EXPECT_EQ(*address, "https://a.example/");
  EXPECT_EQ(id_of(market.host().launch_address("answer-twice", "1")), "provider-garbage");
}

// Told that nobody wants the answer any more, it says nothing: it has its time, and no more.
TEST(HostileWorker, DoesNotOutliveItsTimeByNotStopping) {
  Market market({.worker = HOSTILE_WORKER,
                 .first_backoff = not_soon,
                 .call_deadline = 600ms,
                 .health_every = 0ms});
  market.open("deaf", "good.so");
  market.reaches("deaf", State::running);
  const auto page = market.host().list("deaf", "", [] { return false; });
  EXPECT_EQ(id_of(page), "provider-hung");
  EXPECT_EQ(market.reaches("deaf", State::restarting).sentence,
            "hung while listing courses: no answer within 600 ms; trying again in 60 s");
}

TEST(HostileWorker, CannotSendMoreThanItWasGranted) {
  Market market({.worker = HOSTILE_WORKER, .first_backoff = not_soon, .health_every = 0ms});
  market.open("more-than-granted", "good.so");
  market.reaches("more-than-granted", State::running);
  std::size_t got = 0;
  // A reader that takes everything is granted more each time; one that says stop is not.
  const auto fetched = market.host().fetch("more-than-granted", "1", [&](std::string_view piece) {
    got += piece.size();
    return got < 100'000 ? Result<void>{} : fail(Errc::too_large, "enough", "enough");
  });
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().id, "provider-garbage");
  EXPECT_LE(got, 200'000u);
}

class HostileExchange : public testing::TestWithParam<const char*> {};

TEST_P(HostileExchange, EndsTheWorker) {
  const std::string deed = GetParam();
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / deed);
  folder.write(deed + "/0001.txt", "GET http://lms.example.org/\n200\n");
  Market market({.worker = HOSTILE_WORKER,
                 .first_backoff = not_soon,
                 .health_every = 0ms,
                 .replay_http = folder.path()});
  market.open(deed, "good.so", "{}", {}, {{"lms.example.org"}});
  market.reaches(deed, State::running);
  EXPECT_EQ(market.title(deed, ""), "provider-garbage: provider " + deed +
                                        ": answered what nobody asked while listing courses");
  EXPECT_EQ(market.reaches(deed, State::restarting).state, State::restarting);
}
INSTANTIATE_TEST_SUITE_P(Protocol, HostileExchange,
                         testing::Values("http-left-open", "http-two-at-once"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(HostileWorker, HangingUpIsNoticedWithoutACall) {
  Market market({.worker = HOSTILE_WORKER, .first_backoff = not_soon, .health_every = 0ms});
  market.open("hangs-up", "good.so");
  const ProviderHealth health = market.reaches("hangs-up", State::restarting);
  EXPECT_EQ(health.sentence, "closed its connection while idle; trying again in 60 s");
}

}  // namespace
}  // namespace haat::test
