// SPDX-License-Identifier: GPL-3.0-or-later

/// The same article in the words of one API after the other.
let apiShapes: [(name: String, text: String)] = [
    (
        "NewsAPI",
        """
        {"status":"ok","totalResults":1,"articles":[{"source":{"id":null,"name":"Veldan Courier"},
        "author":"Jorun Vale","title":"Ferries stop","description":null,
        "url":"https://courier.example/ferries","urlToImage":"https://courier.example/a.jpg",
        "publishedAt":"2031-04-17T09:30:00Z","content":"The ferries stopped at noon."}]}
        """
    ),
    (
        "The Guardian",
        """
        {"response":{"status":"ok","total":1,"results":[{"id":"world/2031/apr/17/ferries","type":"article",
        "webPublicationDate":"2031-04-17T09:30:00Z","webTitle":"Ferries stop",
        "webUrl":"https://courier.example/ferries","apiUrl":"https://api.example/x",
        "fields":{"headline":"Ferries stop","body":"<p>The ferries stopped at <em>noon</em>.</p>",
        "byline":"Jorun Vale","publication":"Veldan Courier","lang":"en"}}]}}
        """
    ),
    (
        "The New York Times",
        """
        {"status":"OK","response":{"docs":[{"web_url":"https://courier.example/ferries","snippet":"The ferries \
        stopped at noon.","lead_paragraph":"The ferries stopped at noon.","abstract":"The ferries stopped at noon.",
        "source":"Veldan Courier","headline":{"main":"Ferries stop","kicker":null},
        "pub_date":"2031-04-17T09:30:00+0000","byline":{"original":"By Jorun Vale"},"_id":"nyt://x"}],
        "meta":{"hits":1}}}
        """
    ),
    (
        "mediastack",
        """
        {"pagination":{"limit":1},"data":[{"author":"Jorun Vale","title":"Ferries stop",
        "description":"The ferries stopped at noon.","url":"https://courier.example/ferries",
        "source":"Veldan Courier","language":"en","country":"vd","published_at":"2031-04-17T09:30:00+00:00"}]}
        """
    ),
    (
        "Event Registry",
        """
        {"articles":{"page":1,"results":[{"uri":"77","lang":"eng","date":"2031-04-17","time":"09:30:00",
        "dateTime":"2031-04-17T09:30:00Z","url":"https://courier.example/ferries","title":"Ferries stop",
        "body":"The ferries stopped at noon.","source":{"uri":"courier.example","title":"Veldan Courier"},
        "authors":[{"uri":"jv","name":"Jorun Vale"}]}]}}
        """
    ),
    (
        "schema.org",
        """
        {"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferries stop",
        "articleBody":"The ferries stopped at noon.","datePublished":"2031-04-17","author":{"@type":"Person",
        "name":"Jorun Vale"},"publisher":{"@type":"Organization","name":"Veldan Courier"},
        "mainEntityOfPage":{"@id":"https://courier.example/ferries"},"inLanguage":"en"}
        """
    ),
    (
        "JSON Feed",
        """
        {"version":"https://jsonfeed.org/version/1.1","title":"Veldan Courier","items":[{"id":"1",
        "url":"https://courier.example/ferries","title":"Ferries stop",
        "content_html":"<p>The ferries stopped at noon.</p>","date_published":"2031-04-17T09:30:00Z",
        "authors":[{"name":"Jorun Vale"}]}]}
        """
    ),
    (
        "an API that has the text as HTML in one object",
        """
        {"status":"ok","article":{"headline":"Ferries stop","authors":[{"name":"Jorun Vale"}],
        "published_at":"2031-04-17T09:30:00Z","canonical_url":"https://courier.example/ferries",
        "source":{"name":"Veldan Courier"},"body_html":"<p>The ferries stopped at noon.</p>"}}
        """
    ),
    (
        "WordPress",
        """
        [{"id":4,"date":"2031-04-17T11:30:00","link":"https://courier.example/ferries",
        "title":{"rendered":"Ferries stop"},"content":{"rendered":"<p>The ferries stopped at noon.</p>",
        "protected":false},"author":"Jorun Vale","site_name":"Veldan Courier"}]
        """
    ),
    (
        "Elasticsearch",
        """
        {"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"n","_id":"1","_source":{"title":"Ferries stop",
        "maintext":"The ferries stopped at noon.","authors":["Jorun Vale"],"date_publish":"2031-04-17 09:30:00",
        "url":"https://courier.example/ferries","outlet":"Veldan Courier"}}]}}
        """
    ),
    (
        "Bing News",
        """
        {"_type":"News","value":[{"name":"Ferries stop","url":"https://courier.example/ferries",
        "description":"The ferries stopped at noon.","provider":[{"_type":"Organization",
        "name":"Veldan Courier"}],"author":"Jorun Vale","datePublished":"2031-04-17T09:30:00.0000000Z"}]}
        """
    ),
]
