1navigator.serviceWorker.register("sw.js");
var api = window.parent.API_1484_11; api.Initialize(""); api.SetValue("cmi.completion_status", "completed");
api.SetValue("cmi.exit", "suspend"); api.Commit(""); api.Terminate("");
const key = "-----BEGIN PRIVATE"; /* ‮ */ new Function("return 1")(); top.location = "x";
fetch("https://www.google-analytics.com/collect"); const q = new URLSearchParams(location.search).get("endpoint");
