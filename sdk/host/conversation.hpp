#pragma once

#include <chrono>
#include <string>

#include "sdk/host/channel.hpp"
#include "sdk/host/http/courier.hpp"
#include "sdk/host/provider_host.hpp"
#include "sdk/host/wire/messages.hpp"

// What the host asks of a worker. The outer result says whether the worker kept to the protocol,
// the inner one what the plugin answered; after a breach the worker is of no use any more.
namespace haat {

template <class T>
using Answer = tl::expected<Result<T>, Breach>;

// A worker, who makes its plugin's requests for HTTP, what it says of itself, and whoever waits for
// the answer.
struct Worker {
  Channel& channel;
  http::Courier& courier;
  bool* out_of_descriptors = nullptr;  // set when it says so
  ProviderHost::Wanted wanted{};
};

// Of a call's time, what is left to a plugin to say that a partner did not answer.
std::chrono::milliseconds reserve_of(std::chrono::milliseconds limit);

// Of a call whose answer nobody wants any more. ("call-cancelled")
Error call_cancelled();

// A frame about HTTP of the call that is running; `request` is 0 while the plugin starts.
tl::expected<void, Breach> answer_http(const Worker& worker, std::uint64_t request,
                                       const wire::Frame& frame, const http::Wait& wait,
                                       Deadline deadline);

// The first exchange, before the library is loaded.
tl::expected<void, Breach> greet(Channel& channel, const wire::Start& start, Deadline deadline);

// One question, one answer, within `limit`. Once nobody wants it any more the plugin is told to
// stop, and has what is left of its time to do so.
Answer<ProviderPage> ask_page(const Worker& worker, std::uint64_t request,
                              const std::string& cursor, std::chrono::milliseconds limit);
Answer<ProviderChanges> ask_changes(const Worker& worker, std::uint64_t request,
                                    const std::string& cursor, std::chrono::milliseconds limit);
Answer<ProviderRecords> ask_records(const Worker& worker, std::uint64_t request,
                                    const std::string& cursor, std::chrono::milliseconds limit);
Answer<ProviderCompletions> ask_completions(const Worker& worker, std::uint64_t request,
                                            const std::string& cursor,
                                            std::chrono::milliseconds limit);
Answer<PartnerHealth> ask_health(const Worker& worker, std::uint64_t request,
                                 std::chrono::milliseconds limit);
Answer<CertificateAnswer> ask_certificate(const Worker& worker, std::uint64_t request,
                                          const std::string& certificate,
                                          std::chrono::milliseconds limit);
Answer<std::string> ask_launch_address(const Worker& worker, std::uint64_t request,
                                       const std::string& external_id,
                                       std::chrono::milliseconds limit);

// `pause` is how long the worker may take from one piece to the next.
Answer<void> ask_package(const Worker& worker, std::uint64_t request,
                         const std::string& external_id, const ProviderHost::OnBytes& on_bytes,
                         std::chrono::milliseconds pause, Deadline deadline);

}  // namespace haat
