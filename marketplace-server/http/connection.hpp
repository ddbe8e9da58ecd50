#pragma once

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnection.h>

#include <atomic>
#include <functional>
#include <string>

#include "marketplace-server/http/dispatch.hpp"
#include "marketplace-server/http/exchange.hpp"
#include "marketplace-server/http/open_connections.hpp"

namespace haat::server {

// What every connection needs. The references live as long as the HTTP server.
struct ConnectionContext {
  Dispatcher& dispatcher;
  Poco::Net::HTTPServerParams::Ptr params;
  std::function<void(const Exchange& exchange)> done;
  const std::atomic<bool>& stopping;
  OpenConnections& open;
};

// Serves the requests of one client, one after the other. It stands in for Poco's
// HTTPServerConnection, which asks for the body before anybody has looked at the head, takes an
// unread body for the next request, and cannot answer a head that its own classes choke on.
Poco::Net::TCPServerConnection* make_connection(const Poco::Net::StreamSocket& socket,
                                                const ConnectionContext& context);

}  // namespace haat::server
