#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "sdk/host/circuit_breaker.hpp"
#include "sdk/host/conversation.hpp"
#include "sdk/host/denied_calls.hpp"
#include "sdk/host/idle_work.hpp"
#include "sdk/host/plugin_output.hpp"
#include "sdk/host/prepared_provider.hpp"
#include "sdk/host/redaction.hpp"
#include "sdk/host/worker_process.hpp"

namespace haat {

// Keeps one provider alive: a thread that starts its worker, watches it, and starts the next one
// when it has ended. Calls come from other threads and talk to the worker directly; whatever they
// find wrong, they kill it and leave the rest to the thread.
class Supervisor {
 public:
  using Log = std::function<void(const std::string& line)>;
  // `on_farewell`, if it is any, hears what went wrong when the plugin was to be unloaded.
  Supervisor(PreparedProvider provider, const ProviderHost::Options& options, Log log,
             Log on_farewell = {});
  ~Supervisor();

  ProviderHealth health() const;
  std::string trouble() const;  // what ended the last worker; empty: none has ended
  // Waits until its first worker runs, or has ended before. ("provider-did-not-start")
  tl::expected<void, SettingsRefusal> await_start();
  Result<std::string> settings_schema() const;
  using Wanted = ProviderHost::Wanted;
  Result<ProviderPage> list(const std::string& cursor, const Wanted& wanted);
  Result<ProviderChanges> changes(const std::string& cursor, const Wanted& wanted);
  Result<ProviderRecords> records(const std::string& cursor, const Wanted& wanted);
  Result<ProviderCompletions> completions(const std::string& cursor, const Wanted& wanted);
  Result<CertificateAnswer> verify(const std::string& certificate, const Wanted& wanted);
  Result<std::string> launch_address(const std::string& external_id, const Wanted& wanted);
  // `patience` is how long it waits for another call to end. No breaker holds it back, since it is
  // asked whether things work.
  Result<PartnerHealth> check_health(std::chrono::milliseconds patience, const Wanted& wanted);
  Result<void> fetch(const std::string& external_id, const ProviderHost::OnBytes& on_bytes);
  void stop();  // returns at once; the destructor waits

 private:
  using Milliseconds = std::chrono::milliseconds;

  // One worker, from its start to its end.
  struct Life {
    WorkerProcess process;
    Channel channel;
    PluginOutput output;
    http::Courier courier;
    DeniedCalls denied;
    IdleWork idle_work;
    std::uint32_t abilities = 0;         // bits of wire::Ability
    bool out_of_descriptors = false;     // of whoever calls
    std::string sentence{};              // of its health, once it runs
    std::string doing = "being loaded";  // guarded by mutex_, as are the next four
    std::uint64_t requests = 0;
    bool leaks_descriptors = false;
    std::optional<Error> reason{};   // why it ends, if that is known better than by its exit status
    std::optional<Error> verdict{};  // set when it has ended
    bool leaving = false;            // it was idle, and was told to
    std::uint64_t memory_limit = 0;  // bytes of address space; 0: none
    std::uint64_t waits = 0;         // of its requests that came too fast; guarded by mutex_
  };
  struct Ending {
    Error why;
    bool for_ever = false;  // the next worker would fare no better
    Milliseconds ran{0};    // after it was ready
    bool at_unload = false;
  };

  enum class Loaded { ready, failed, hopeless };

  // of the thread
  void live();
  Ending one_life();
  Result<Descriptor> image() const;
  http::Courier::Terms terms_of_http() const;
  Loaded load(Life& life);
  bool settle(Life& life, std::string_view ready);
  bool keep_schema(std::string_view payload);
  tl::expected<wire::Frame, Breach> receive_while_loading(Life& life, Deadline deadline);
  void watch(Life& life);
  bool rests(Life& life);
  void look_at_limits(Life& life);
  Error bury(Life& life);
  void let_go(Life& life);
  void pause(Milliseconds time);
  Milliseconds wait_for_partner() const;
  bool stopping() const;
  void bid_farewell(const std::string& trouble);
  void turn(ProviderHealth::State state, std::string sentence);
  std::string running_sentence(const std::string& missing) const;

  // of the callers
  bool take_turn(Milliseconds patience, const Wanted& wanted);
  void leave_turn();
  std::string what_it_does() const;
  enum class Breaker { heeded, passed_by };
  template <class T, class Ask>
  Result<T> call(const std::string& doing, Milliseconds patience, const Wanted& wanted,
                 const Ask& ask, Breaker breaker = Breaker::heeded);
  // The same of what a plugin need not be able to do.
  template <class T, class Ask>
  Result<T> call(wire::Ability ability, const char* interface, const std::string& doing,
                 Milliseconds patience, const Wanted& wanted, const Ask& ask,
                 Breaker breaker = Breaker::heeded);
  template <class T, class Ask>
  Result<T> converse(const std::string& doing, const Ask& ask, Breaker breaker);
  void count(const Error* error);  // of a call; nullptr: it went well
  void heed(Life& life);
  Error await_verdict(Life& life, const Breach& breach);
  void condemn(Life& life, const Breach& breach, Milliseconds limit);

  Error within(const Error& error) const;
  std::string redacted(std::string text) const;  // without the secrets of its settings
  void say(const std::string& line);             // to the log
  void hold_lines();  // until it is known what is secret, which a line may come before
  void release_lines();

  const ProviderConfig config_;
  const http::AllowedHosts hosts_;
  const std::vector<TrustedKey> signers_;
  const ProviderHost::Options& options_;
  const Log given_log_;
  const Log log_;  // without secrets
  const Log on_farewell_;
  mutable std::mutex redacting_;  // of the next two
  Redaction redaction_;
  std::optional<std::vector<std::string>> held_;  // lines of the log
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool calling_ = false;  // one call at a time
  CircuitBreaker breaker_;
  ProviderHealth health_;
  std::string settings_schema_;  // of the last life that declared one; empty: none
  std::string last_trouble_;
  std::optional<ProviderRefusal> wrong_setting_;  // that the last life ended by
  std::string limited_;                           // what the worker was kept from
  std::shared_ptr<Life> running_;                 // what callers may talk to
  bool stopping_ = false;

  Descriptor wake_;  // an eventfd: stop() ends the thread's waiting
  std::thread thread_;
};

}  // namespace haat
