#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "core/clock.hpp"
#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/signing/base64.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;

using Headers = std::map<std::string, std::string>;

constexpr const char* chunk_type = "application/offset+octet-stream";

std::string sha256_checksum(const std::string& bytes) {
  const Sha256 digest = sha256(bytes);
  return "sha256 " + to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

// Requests of tus 1.0 about uploads, and what the server has of them.
class Uploads : public testing::Test {
 protected:
  explicit Uploads(std::vector<std::string> arguments = {}) : market(std::move(arguments)) {}

  Answer tus(const std::string& method, const std::string& target, const std::string& who,
             Headers headers = {}, std::string body = "") {
    headers.emplace("Tus-Resumable", "1.0.0");
    const std::string type = body.empty() && method != "PATCH" ? "" : chunk_type;
    Answer answer =
        market.ask({method, target, market.token(who), std::move(body), type, std::move(headers)});
    EXPECT_EQ(answer.header("Tus-Resumable"), "1.0.0") << method << " " << target;
    return answer;
  }
  std::string begin(std::size_t length, const std::string& who = "asha") {
    const Answer answer =
        tus("POST", "/api/v1/uploads", who, {{"Upload-Length", std::to_string(length)}});
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.header("Location");
  }
  Answer patch(const std::string& upload, std::size_t offset, const std::string& bytes,
               Headers headers = {}) {
    headers["Upload-Offset"] = std::to_string(offset);
    return tus("PATCH", upload, "asha", std::move(headers), bytes);
  }
  std::string offset(const std::string& upload) {
    return tus("HEAD", upload, "asha").header("Upload-Offset");
  }
  std::string uploaded(const std::string& zip) {
    const std::string upload = begin(zip.size());
    EXPECT_EQ(patch(upload, 0, zip).status, 204);
    return upload;
  }
  Answer submit(const std::string& upload, const std::string& who = "asha", Json more = {}) {
    more["upload"] = upload.substr(upload.rfind('/') + 1);
    return market.post("/api/v1/submissions", who, more.dump());
  }
  // A PATCH of which only `bytes` arrive, on a connection that stays open.
  Poco::Net::StreamSocket half_a_patch(const std::string& upload, std::size_t announced,
                                       const std::string& bytes, const std::string& more = "") {
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", market.server().port()));
    const std::string request = "PATCH " + upload +
                                " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " +
                                market.token("asha") + "\r\nTus-Resumable: 1.0.0\r\n" +
                                "Upload-Offset: 0\r\nContent-Type: " + chunk_type + "\r\n" + more +
                                "Content-Length: " + std::to_string(announced) + "\r\n\r\n" + bytes;
    socket.sendBytes(request.data(), static_cast<int>(request.size()));
    return socket;
  }
  // The server sees the end of a connection when it sees it.
  bool offset_becomes(const std::string& upload, std::size_t wanted) {
    return comes_true([&] { return offset(upload) == std::to_string(wanted); });
  }
  int files() {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(market.server().data() / "blobs" / "uploads"))
      count += entry.is_regular_file() ? 1 : 0;
    return count;
  }
  void expire_all() {
    // A while ago: what ended long ago is not even remembered.
    const auto now =
        std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    EXPECT_TRUE(
        open_database(market.server().data())
            ->run("UPDATE uploads SET expires_at = ?", to_rfc3339(now - std::chrono::hours(1))));
  }

  Marketplace market;
};

TEST_F(Uploads, OptionsTellsWhatThereIs) {
  const Answer answer = market.ask({"OPTIONS", "/api/v1/uploads", "", "", "", {}});
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("Tus-Version"), "1.0.0");
  EXPECT_EQ(answer.header("Tus-Max-Size"), "2147483648");
  EXPECT_EQ(answer.header("Tus-Extension"),
            "creation,creation-with-upload,termination,checksum,expiration");
  EXPECT_EQ(answer.header("Tus-Checksum-Algorithm"), "sha256,sha1");
  EXPECT_EQ(answer.header("Content-Length"), "");
}

TEST_F(Uploads, BecomeOneSubmissionHoweverOftenItIsAskedFor) {
  const std::string zip = market.package();
  const std::string upload = begin(zip.size());
  const Answer begun = tus("HEAD", upload, "asha");
  EXPECT_EQ(begun.status, 200);
  EXPECT_EQ(begun.header("Upload-Offset"), "0");
  EXPECT_EQ(begun.header("Upload-Length"), std::to_string(zip.size()));
  EXPECT_EQ(begun.header("Cache-Control"), "no-store");
  EXPECT_NE(begun.header("Upload-Expires").find(" GMT"), std::string::npos);

  const std::size_t half = zip.size() / 2;
  const Answer first = patch(upload, 0, zip.substr(0, half));
  EXPECT_EQ(first.status, 204);
  EXPECT_EQ(first.header("Upload-Offset"), std::to_string(half));
  EXPECT_NE(first.header("Upload-Expires"), "");
  const Answer early = submit(upload);
  EXPECT_EQ(early.problem(), "upload-incomplete");
  EXPECT_EQ(Json::parse(early.body)["limit"], zip.size());
  EXPECT_EQ(Json::parse(early.body)["actual"], half);
  const Answer rest = patch(upload, half, zip.substr(half));
  EXPECT_EQ(rest.header("Upload-Offset"), std::to_string(zip.size()));
  EXPECT_EQ(rest.header("Upload-Expires"), "") << "a complete one";

  EXPECT_EQ(submit(upload, "asha", {{"digest", std::string(64, '0')}}).problem(),
            "upload-digest-mismatch");
  const Answer made = submit(upload, "asha", {{"digest", to_hex(sha256(zip))}});
  ASSERT_EQ(made.status, 201) << made.body;
  const Answer again = submit(upload);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, made.body);
  const Answer direct = market.ask(test::upload(market.token("asha"), zip));
  EXPECT_EQ(direct.status, 200);
  EXPECT_EQ(direct.body, made.body);
  const Answer anew = submit(uploaded(zip));
  EXPECT_EQ(anew.status, 200);
  EXPECT_EQ(anew.body, made.body);

  EXPECT_EQ(Json::parse(market.get("/api/v1/submissions", "cura").body)["submissions"].size(), 1u);
  EXPECT_EQ(market.server().blobs(), 1);
  EXPECT_TRUE(comes_true([&] { return files() == 0; })) << "they go behind the answer";
  EXPECT_EQ(Json::parse(market.get(upload, "asha").body)["upload"]["submission"],
            Json::parse(made.body)["submission"]["id"]);
}

TEST_F(Uploads, MayCarryTheirFirstBytes) {
  const std::string zip = market.package();
  const Answer begun = tus("POST", "/api/v1/uploads", "asha",
                           {{"Upload-Length", std::to_string(zip.size())},
                            {"Upload-Metadata", "filename YS56aXA=,empty"}},
                           zip.substr(0, 100));
  EXPECT_EQ(begun.status, 201);
  EXPECT_EQ(begun.header("Upload-Offset"), "100");
  EXPECT_EQ(tus("HEAD", begun.header("Location"), "asha").header("Upload-Metadata"),
            "filename YS56aXA=,empty");
  EXPECT_EQ(patch(begun.header("Location"), 100, zip.substr(100)).status, 204);
  EXPECT_EQ(submit(begun.header("Location")).status, 201);
}

TEST_F(Uploads, RefuseWhatTheProtocolDoesNotSay) {
  const struct {
    const char* name;
    Headers headers;
    const char* problem;
    int status;
  } creations[] = {
      {"no length", {}, "upload-length-invalid", 400},
      {"signed length", {{"Upload-Length", "+5"}}, "upload-length-invalid", 400},
      {"negative length", {{"Upload-Length", "-5"}}, "upload-length-invalid", 400},
      {"huge length", {{"Upload-Length", "18446744073709551615"}}, "upload-length-invalid", 400},
      {"deferred length", {{"Upload-Defer-Length", "1"}}, "upload-length-invalid", 400},
      {"too large", {{"Upload-Length", "2147483649"}}, "upload-too-large", 413},
      {"other version",
       {{"Tus-Resumable", "0.2.2"}, {"Upload-Length", "5"}},
       "tus-version-unsupported",
       412},
      {"metadata: no base64",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "a ?"}},
       "upload-metadata-invalid",
       400},
      {"metadata: twice",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "a YQ==,a YQ=="}},
       "upload-metadata-invalid",
       400},
      {"metadata: no key",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "a YQ==,"}},
       "upload-metadata-invalid",
       400},
      {"metadata: blank behind a comma",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "a YQ==, b YQ=="}},
       "upload-metadata-invalid",
       400},
      {"metadata: two blanks",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "a  YQ=="}},
       "upload-metadata-invalid",
       400},
      {"metadata: no padding",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "a YQ"}},
       "upload-metadata-invalid",
       400},
      {"metadata: not ASCII",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "\u0915 YQ=="}},
       "upload-metadata-invalid",
       400},
      {"metadata: too much",
       {{"Upload-Length", "5"}, {"Upload-Metadata", "a " + std::string(4096, 'A')}},
       "upload-metadata-invalid",
       400},
  };
  for (const auto& each : creations) {
    SCOPED_TRACE(each.name);
    const Answer answer = tus("POST", "/api/v1/uploads", "asha", each.headers);
    EXPECT_EQ(answer.status, each.status) << answer.body;
    EXPECT_EQ(answer.problem(), each.problem) << answer.body;
  }
  const Answer old = tus("POST", "/api/v1/uploads", "asha", {{"Tus-Resumable", "2.0.0"}});
  EXPECT_EQ(old.header("Tus-Version"), "1.0.0");
  const std::string upload = begin(10);
  EXPECT_EQ(patch(upload, 1, "x").problem(), "upload-offset-wrong");
  EXPECT_EQ(patch(upload, 1, "x").status, 409);
  EXPECT_EQ(tus("PATCH", upload, "asha", {}, "x").problem(), "upload-offset-invalid");
  EXPECT_EQ(patch(upload, 0, std::string(11, 'x')).problem(), "upload-too-long");
  EXPECT_EQ(patch(upload, 0, "").status, 204);
  Call plain{"PATCH",
             upload,
             market.token("asha"),
             "x",
             "application/zip",
             {{"Tus-Resumable", "1.0.0"}, {"Upload-Offset", "0"}}};
  EXPECT_EQ(market.ask(plain).status, 415);
  EXPECT_EQ(market.ask(plain).header("Tus-Resumable"), "1.0.0");
  const Answer put = tus("PUT", upload, "asha");
  EXPECT_EQ(put.status, 405);
  EXPECT_EQ(put.header("Allow"), "DELETE, GET, HEAD, PATCH");
  EXPECT_EQ(tus("DELETE", "/api/v1/uploads", "asha").header("Allow"), "OPTIONS, POST");
  EXPECT_EQ(offset(upload), "0");
  EXPECT_EQ(files(), 0);
}

TEST_F(Uploads, AnotherMethodMayBeNamedInAPost) {
  const std::string upload = begin(4);
  EXPECT_EQ(tus("POST", upload, "asha",
                {{"X-HTTP-Method-Override", "PATCH"}, {"Upload-Offset", "0"}}, "abcd")
                .status,
            204);
  EXPECT_EQ(offset(upload), "4");
  EXPECT_EQ(tus("POST", upload, "asha", {{"X-HTTP-Method-Override", "DELETE"}}).status, 204);
  EXPECT_EQ(tus("HEAD", upload, "asha").status, 404);
  Call get = {
      "POST", "/api/v1/keys", market.token("asha"), "", "", {{"X-HTTP-Method-Override", "GET"}}};
  EXPECT_NE(market.ask(get).status, 200) << "elsewhere nothing listens to it";
}

TEST_F(Uploads, ChecksumsHoldForAWholeChunkOrNotAtAll) {
  const std::string upload = begin(8);
  EXPECT_EQ(patch(upload, 0, "abcd", {{"Upload-Checksum", sha256_checksum("abcx")}}).status, 460);
  EXPECT_EQ(offset(upload), "0");
  EXPECT_EQ(patch(upload, 0, "abcd", {{"Upload-Checksum", "crc32 AAAA"}}).problem(),
            "checksum-unsupported");
  EXPECT_EQ(patch(upload, 0, "abcd", {{"Upload-Checksum", "sha256 AAAA"}}).problem(),
            "checksum-invalid");
  {
    auto broken =
        half_a_patch(upload, 8, "abcd", "Upload-Checksum: " + sha256_checksum("abcdefgh") + "\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  }
  EXPECT_EQ(patch(upload, 0, "abcd", {{"Upload-Checksum", sha256_checksum("abcd")}}).status, 204);
  // SHA-1 of "efgh", which tus asks every server for.
  EXPECT_EQ(
      patch(upload, 4, "efgh", {{"Upload-Checksum", "sha1 Ku2Kqfgmwh7wfV7hW0juoG6cimI="}}).status,
      204);
  EXPECT_EQ(offset(upload), "8");
  const Answer whole =
      tus("POST", "/api/v1/uploads", "asha",
          {{"Upload-Length", "4"}, {"Upload-Checksum", sha256_checksum("abcx")}}, "abcd");
  EXPECT_EQ(whole.problem(), "checksum-mismatch");
  EXPECT_EQ(files(), 1);
}

TEST_F(Uploads, KeepWhatArrivedWhenConnectionOrServerBreak) {
  const std::string zip = market.package();
  const std::string upload = begin(zip.size());
  const std::size_t some = 1000;
  half_a_patch(upload, zip.size(), zip.substr(0, some)).shutdownSend();
  EXPECT_TRUE(offset_becomes(upload, some)) << offset(upload);
  market.crash();
  EXPECT_EQ(offset(upload), std::to_string(some));
  EXPECT_EQ(patch(upload, some, zip.substr(some)).status, 204);
  market.crash();
  EXPECT_EQ(submit(upload).status, 201);
}

TEST_F(Uploads, GoOnWhileTheOldConnectionHangs) {
  const std::string zip = market.package();
  const std::string upload = begin(zip.size());
  const auto hanging = half_a_patch(upload, zip.size(), zip.substr(0, 1000));
  ASSERT_TRUE(comes_true([&] { return files() == 1; })) << "it has begun";
  EXPECT_EQ(patch(upload, 0, zip).status, 204);
  const std::string more = zip.substr(1000);
  Poco::Net::StreamSocket old(hanging);
  old.sendBytes(more.data(), static_cast<int>(more.size()));
  char answer[1024] = {};
  old.setReceiveTimeout(Poco::Timespan(patience.count(), 0));
  old.receiveBytes(answer, sizeof answer - 1);
  EXPECT_NE(std::string(answer).find("409"), std::string::npos) << answer;
  EXPECT_EQ(submit(upload).status, 201) << "the bytes are those of whoever came last";
}

TEST_F(Uploads, AreTheirOwnersAlone) {
  market.join("ravi", "partner", "asha");
  const std::string zip = market.package();
  const std::string upload = uploaded(zip);
  for (const char* who : {"bina", "ravi"}) {
    SCOPED_TRACE(who);
    EXPECT_EQ(tus("HEAD", upload, who).status, 404);
    EXPECT_EQ(market.get(upload, who).problem(), "upload-unknown");
    EXPECT_EQ(tus("PATCH", upload, who, {{"Upload-Offset", "0"}}, "x").problem(), "upload-unknown");
    EXPECT_EQ(tus("DELETE", upload, who).problem(), "upload-unknown");
    EXPECT_EQ(submit(upload, who).problem(), "upload-unknown");
  }
  EXPECT_EQ(submit(upload).status, 201);
}

TEST_F(Uploads, EndByDeletionOrByTime) {
  const std::string upload = begin(10), other = begin(10);
  EXPECT_EQ(patch(upload, 0, "abc").status, 204);
  EXPECT_EQ(patch(other, 0, "abc").status, 204);
  EXPECT_EQ(files(), 2);
  EXPECT_EQ(tus("DELETE", upload, "asha").status, 204);
  EXPECT_EQ(tus("HEAD", upload, "asha").status, 404);
  EXPECT_EQ(files(), 1);
  expire_all();
  market.restart();
  EXPECT_EQ(tus("HEAD", other, "asha").status, 410);
  EXPECT_EQ(patch(other, 3, "d").problem(), "upload-expired");
  EXPECT_EQ(tus("DELETE", other, "asha").problem(), "upload-expired");
  EXPECT_EQ(submit(other).problem(), "upload-expired");
  EXPECT_TRUE(comes_true([&] { return files() == 0; })) << "swept when the server starts";
}

TEST_F(Uploads, MayBeSubmittedAgainAfterARefusal) {
  const SecretKey later = new_key("later");
  const std::string upload = uploaded(make_package(market.scratch().path(), {}, &later));
  EXPECT_EQ(submit(upload).problem(), "signer-unknown");
  EXPECT_TRUE(market.server().comes_to_keep(0));
  ASSERT_EQ(
      market.post("/api/v1/keys", "asha", Json{{"key", later.public_key().line()}}.dump()).status,
      201);
  EXPECT_EQ(submit(upload).status, 201);
}

class UploadQuota : public Uploads {
 protected:
  UploadQuota()
      : Uploads(
            {"--policy",
             scratch
                 .write(
                     "policy.json",
                     R"({"quota": {"bytes_a_day": 100000, "submissions_a_day": 2, "open_uploads": 3}})")
                 .string()}) {}
  static void names(const Answer& answer, std::uint64_t limit, std::uint64_t actual) {
    const Json problem = Json::parse(answer.body);
    EXPECT_EQ(problem["limit"], limit) << answer.body;
    EXPECT_EQ(problem["actual"], actual) << answer.body;
  }

  inline static const Scratch scratch;
};

TEST_F(UploadQuota, IsRefusedWithLimitAndValue) {
  const auto create = [&](std::size_t length, const char* who = "asha") {
    return tus("POST", "/api/v1/uploads", who, {{"Upload-Length", std::to_string(length)}});
  };
  const std::string small = create(60'000).header("Location");
  const Answer bytes = create(40'001);
  EXPECT_EQ(bytes.status, 413);
  EXPECT_EQ(bytes.problem(), "quota-bytes");
  names(bytes, 100'000, 100'001);
  EXPECT_EQ(create(40'001, "bina").status, 201) << "each partner has their own";
  EXPECT_EQ(tus("DELETE", small, "asha").status, 204);

  for (int i = 0; i < 3; ++i) EXPECT_EQ(create(1).status, 201);
  const Answer many = create(1);
  EXPECT_EQ(many.status, 429);
  EXPECT_EQ(many.problem(), "uploads-too-many");
  names(many, 3, 4);

  market.submit(market.package());
  const std::string second = market.package({.version = "1.1.0"});
  market.submit(second);
  const Answer third =
      market.ask(test::upload(market.token("asha"), market.package({.version = "1.2.0"})));
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(third.problem(), "quota-submissions");
  EXPECT_GT(std::stoi(third.header("Retry-After")), 86'000);
  names(third, 2, 3);
  EXPECT_EQ(market.ask(test::upload(market.token("asha"), second)).status, 200)
      << "what is there already is no third";
  const Answer direct = market.ask(test::upload(market.token("asha"), std::string(100'000, 'x')));
  EXPECT_EQ(direct.problem(), "quota-bytes");
}

}  // namespace
}  // namespace haat::test
