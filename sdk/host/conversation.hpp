#pragma once

#include <chrono>
#include <string>

#include "sdk/host/channel.hpp"
#include "sdk/host/provider_host.hpp"
#include "sdk/host/wire/messages.hpp"

// What the host asks of a worker. The outer result says whether the worker kept to the protocol,
// the inner one what the plugin answered; after a breach the worker is of no use any more.
namespace haat {

template <class T>
using Answer = tl::expected<Result<T>, Breach>;

// The first exchange, before the library is loaded.
tl::expected<void, Breach> greet(Channel& channel, const wire::Start& start, Deadline deadline);

Answer<ProviderPage> ask_page(Channel& channel, std::uint64_t request, const std::string& cursor,
                              Deadline deadline);

// `pause` is how long the worker may take from one piece to the next.
Answer<void> ask_package(Channel& channel, std::uint64_t request, const std::string& external_id,
                         const ProviderHost::OnBytes& on_bytes, std::chrono::milliseconds pause,
                         Deadline deadline);

}  // namespace haat
