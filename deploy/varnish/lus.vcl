# A shared cache in front of the site, for the day that one machine is not enough (docs/scaling.md).
# It keeps what the site calls public, for as long as the site says, and nothing of anybody who is signed in.
vcl 4.1;

backend site {
  .host = "127.0.0.1";
  .port = "8000";
  .probe = {
    .request = "GET /healthz/ HTTP/1.1" "Host: www.example.org" "Connection: close";
    .interval = 5s;
    .timeout = 2s;
  }
}

acl purgers {
  "127.0.0.1";
  "::1";
}

sub vcl_recv {
  if (req.method == "PURGE") {
    if (client.ip !~ purgers) {
      return (synth(403, "Not yours to purge"));
    }
    return (purge);
  }
  if (req.method != "GET" && req.method != "HEAD") {
    return (pass);
  }
  if (req.url ~ "^/(admin|readyz|healthz|documents)/" || req.http.Authorization) {
    return (pass);
  }
  # Only a session makes an answer personal.
  if (req.http.Cookie !~ "(^|;\s*)(__Host-)?sessionid=") {
    unset req.http.Cookie;
  } else {
    return (pass);
  }
  # Campaign marks change nothing on a page.
  set req.url = regsuball(req.url, "([?&])(utm_[a-z]+|fbclid|gclid)=[^&]*", "\1");
  set req.url = regsub(req.url, "[?&]+$", "");
  return (hash);
}

sub vcl_backend_response {
  if (beresp.http.Set-Cookie || beresp.http.Cache-Control ~ "(private|no-store|no-cache)") {
    set beresp.uncacheable = true;
    set beresp.ttl = 60s;
    return (deliver);
  }
  # While the site is away, what was last seen is better than nothing; but not of a podcast, where a consent may have ended.
  set beresp.grace = 1h;
  if (bereq.url ~ "^/(podcast|api/v3/podcast)/") {
    set beresp.grace = 0s;
    set beresp.keep = 0s;
  }
}

sub vcl_deliver {
  if (obj.hits > 0) {
    set resp.http.X-Cache = "hit";
  } else {
    set resp.http.X-Cache = "miss";
  }
}
