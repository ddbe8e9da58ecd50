#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sdk/host/kit/tests.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::kit {

// How one test ended.
struct Trialled {
  enum class Outcome { passed, failed, crashed, hung, skipped };
  TestName test;
  Outcome outcome = Outcome::passed;
  std::string sentence;             // why it did not pass; or what it was judged by, if not by all
  std::vector<std::string> output;  // the last lines that the provider logged or printed
  std::chrono::milliseconds took{};

  bool is_fault() const { return outcome != Outcome::passed && outcome != Outcome::skipped; }
};
const char* to_string(Trialled::Outcome outcome);  // "passed"

struct Conformance {
  std::filesystem::path worker;  // the haat-provider-worker program
  ProviderConfig provider;
  // Other settings, if there are any, with which the catalogue is empty, and with which it has some
  // ten thousand courses or more. JSON.
  std::string empty{};
  std::string huge{};
  std::uint64_t seed = 1;                      // of what is random; the same gives the same
  std::vector<std::string> only;               // the names of the tests to run; none: all
  std::chrono::milliseconds deadline{20'000};  // of each test
  std::uint64_t memory = 512ull << 20;         // as the host gives a worker
  // What partners answer is kept in a folder for each test in here; or is read from there, and no
  // connection is made. The same seed asks the same. Empty: neither.
  std::filesystem::path record{};
  std::filesystem::path replay{};
};

// Runs the kit's tests one after another, each in a worker of its own: nothing that the provider
// does reaches this process. Its requests for HTTP are made as the host makes them. Tells of each
// as it ends. invalid_argument ("kit-test-unknown", "provider-host-invalid"), unavailable
// ("provider-worker-missing")
Result<void> check_provider(const Conformance& conformance,
                            const std::function<void(const Trialled&)>& on_end);

}  // namespace haat::kit
