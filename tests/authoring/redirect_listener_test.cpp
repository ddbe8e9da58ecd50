#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>
#include <gtest/gtest.h>

#include "sdk/authoring/redirect_listener.hpp"

namespace haat {
namespace {

using namespace std::chrono_literals;

int visit(const RedirectListener& listener, const std::string& query) {
  const Poco::URI address(listener.address() + query);
  Poco::Net::HTTPClientSession session(address.getHost(), address.getPort());
  Poco::Net::HTTPRequest request("GET", address.getPathAndQuery(), "HTTP/1.1");
  session.sendRequest(request);
  Poco::Net::HTTPResponse response;
  session.receiveResponse(response);
  return response.getStatus();
}

// A browser that is signed in already can be back before anybody waits.
TEST(RedirectListener, HearsWhoeverComesBeforeItIsAsked) {
  const auto listener = RedirectListener::start().value();
  EXPECT_EQ(visit(*listener, "?state=s&code=early"), 400) << "nobody is expected yet";
  listener->expect("s");
  EXPECT_EQ(visit(*listener, "?state=other&code=c"), 400);
  EXPECT_EQ(visit(*listener, "?state=s&code=c&iss=i"), 200);
  EXPECT_EQ(visit(*listener, "?state=s&code=again"), 400) << "once";
  const auto back = listener->wait(0s);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->code, "c");
  EXPECT_EQ(back->issuer, "i");
}

TEST(RedirectListener, GivesUp) {
  const auto listener = RedirectListener::start().value();
  listener->expect("s");
  EXPECT_EQ(listener->wait(0s).error().id, "sign-in-late");
}

}  // namespace
}  // namespace haat
