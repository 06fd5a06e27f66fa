"""What the commonest skills are, how a back-end team uses them, and where an intern meets them. Our own words."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "python": _(
        "A language that reads almost like its own description, with a library for nearly everything. Back-end teams "
        "write web services, jobs that run at night and the glue between systems in it. An intern usually begins "
        "with a view or a script, and soon learns why everything around it has tests."
    ),
    "java": _(
        "A typed language that has run the larger half of the world’s business software for decades. Its services "
        "are many, long-lived and carefully layered. An intern spends the first week finding the right class, and "
        "the rest learning why there were so many."
    ),
    "javascript": _(
        "The language of the browser, and through Node.js of many servers too. Back-end teams use it where one "
        "language should serve both sides, and for services that mostly wait on others. An intern learns early what "
        "a promise is, and what happens to one nobody waits for."
    ),
    "typescript": _(
        "JavaScript with types that are checked before the program runs. Teams choose it so that the shape of a "
        "request is agreed between browser and server and stays agreed. An intern meets it as errors in the editor "
        "that would otherwise have been errors at night."
    ),
    "go": _(
        "A small compiled language for programs that run for months and answer many requests at once. Back-end teams "
        "write services, command-line tools and much of the cloud’s own plumbing in it. An intern usually meets it "
        "as one HTTP service with a handful of endpoints, a database behind them, and tests beside each file."
    ),
    "cpp": _(
        "A language for when every microsecond and every byte is yours to answer for: trading, storage engines, "
        "search, games. It gives full control and forgives little. An intern gets a small, well-fenced part, a "
        "strict reviewer, and a new respect for who owns which memory."
    ),
    "c": _(
        "The language operating systems, databases and devices are written in. There is little between it and the "
        "machine. Interns meet it in drivers, firmware and network code, where reading precisely matters more than "
        "writing much."
    ),
    "csharp": _(
        "The main language of the .NET platform, typed and tidy, common in companies that run on Microsoft’s tools "
        "and in games. Back-end teams build web APIs and long-running services with it. An intern usually adds an "
        "endpoint to an existing service and follows it down to SQL Server."
    ),
    "rust": _(
        "A compiled language whose compiler refuses programs that could misuse memory. Teams take it for storage, "
        "networking and anything both fast and exposed to strangers. An intern argues with the compiler for two "
        "weeks, and is then glad to have lost."
    ),
    "ruby": _(
        "A friendly, flexible language, on servers nearly always together with Rails. Young companies and some very "
        "large shops run on it. An intern can change something visible on the first day, and learns from the tests "
        "what else that change touched."
    ),
    "kotlin": _(
        "A younger, terser relative of Java that runs on the same machine. It is known from Android, and more and "
        "more services are written in it. An intern often works in a code base where both languages stand side by "
        "side."
    ),
    "php": _(
        "The language a large share of the web’s pages comes from, from shops to encyclopedias. Modern PHP is typed "
        "and tested. An intern meets a mature application, a database full of history, and rules nobody remembers "
        "writing down."
    ),
    "scala": _(
        "A typed language that mixes objects with functions, at home on the Java machine and in data pipelines. "
        "Teams use it where streams of events have to be transformed safely. An intern mostly reads at first; the "
        "code is short and says a lot."
    ),
    "r": _(
        "A language made by statisticians for statistics. On a back-end team it turns up where models and reports "
        "are made from the data the services store. An intern turns a question into a query and a query into a plot."
    ),
    "sql": _(
        "The language in which relational databases are asked. Every back-end team uses it daily, openly or below a "
        "library that writes it for them. An intern who can write a join, read a query plan and say why an index "
        "helps is useful from the first week."
    ),
    "bash": _(
        "The command line as a language: small programs that start, move and watch other programs. It holds builds "
        "and deployments together. An intern fixes a script, and learns to quote every variable."
    ),
    "django": _(
        "A Python framework that brings models, migrations, forms and an admin site along. Teams pick it to have the "
        "ordinary parts of a site done well. An intern usually adds a field to a model, writes its migration, and "
        "follows it through to a page."
    ),
    "flask": _(
        "A small Python framework that leaves most decisions to the team. It carries internal tools and services "
        "with few endpoints. An intern can read one from top to bottom in an afternoon."
    ),
    "fastapi": _(
        "A Python framework for web APIs that checks requests against declared types and documents itself. Teams "
        "with models to serve like it. An intern writes an endpoint, its schema and its test, and sees the page of "
        "documentation appear."
    ),
    "spring": _(
        "The framework most Java services are built on; it wires the parts of an application together. Much happens "
        "through annotations, and much of the learning is finding out what they do. An intern adds a controller, a "
        "service and a repository, in that order."
    ),
    "nodejs": _(
        "A way to run JavaScript on servers, good at keeping thousands of slow connections open at once. Teams write "
        "web APIs and gateways with it. An intern learns what may not be done while everybody waits."
    ),
    "express": _(
        "A thin web framework for Node.js: routes, and functions that each request passes through. Countless APIs "
        "are built on it. An intern adds a route, then the checks that must stand before it."
    ),
    "rails": _(
        "The Ruby framework that made conventions popular: name things as expected and they work. Small teams build "
        "whole products with it. An intern ships early, and learns the conventions by breaking one."
    ),
    "dotnet": _(
        "Microsoft’s platform for C# and its relatives, on Windows and Linux alike. Banks, hospitals and public "
        "offices run services on it. An intern works in a large solution with good tools and clear layers."
    ),
    "react": _(
        "A JavaScript library for the part of a site people see. Full-stack teams expect a back-end intern to find "
        "the way around in it. Usually that is one component that shows what your new endpoint returns."
    ),
    "angular": _(
        "A complete TypeScript framework for large front ends, common in companies with many internal applications. "
        "An intern on a full-stack team meets it on the other side of the API, and changes a form or a table."
    ),
    "graphql": _(
        "A language in which an app asks a server for exactly the fields it needs. Teams use it to put one door in "
        "front of many services. An intern writes a resolver, and soon a test that it asks the database once and not "
        "a hundred times."
    ),
    "grpc": _(
        "A way for services to call each other with messages agreed in advance. It is fast, and strict about shapes. "
        "An intern adds a field to a message and learns why old numbers are never used again."
    ),
    "postgresql": _(
        "An open database that takes correctness seriously and can do a great deal by itself. Many teams choose it "
        "first and never need another. An intern writes a migration here, and reads a first query plan."
    ),
    "mysql": _(
        "The database under much of the early web, and under some of its largest sites still. Teams know its habits "
        "well. An intern adds an index, and measures before and after."
    ),
    "mongodb": _(
        "A database of documents rather than rows, whose shape may differ from one to the next. Teams use it where "
        "the data is nested and read as a whole. An intern learns what is gained without a schema, and what then "
        "has to be checked by hand."
    ),
    "redis": _(
        "A store that keeps its data in memory and answers in well under a millisecond. It serves as cache, queue "
        "and counter. An intern makes something fast with it, then learns how a cache goes stale."
    ),
    "kafka": _(
        "A log of events that many services write to and read from, each at its own pace. It joins the parts of "
        "large systems. An intern writes a consumer, and makes it harmless to receive the same message twice."
    ),
    "elasticsearch": _(
        "A search engine for text and logs. Teams use it where people look for words, and where machines report "
        "what they did. An intern tunes what is found first, or builds the query behind a dashboard."
    ),
    "aws": _(
        "Amazon’s cloud: rented computers, storage, databases and hundreds of services around them. Most teams that "
        "name it use a dozen. An intern meets a bucket, a queue and a role that lacks one permission."
    ),
    "gcp": _(
        "Google’s cloud, with strong tools for data and containers. Services run on it much as on the others, under "
        "different names. An intern usually gets a sandbox project with a budget, and a service to deploy there."
    ),
    "azure": _(
        "Microsoft’s cloud, common where a company’s accounts and offices already live with Microsoft. Back-end "
        "teams run .NET services and databases on it. An intern follows one change from a pull request to a running "
        "slot."
    ),
    "docker": _(
        "A way to pack a program with all it needs, so that it runs the same on a laptop and in a data centre. "
        "Nearly every team has a few lines of it in the repository. An intern starts the whole system with it on the "
        "first day, and later makes an image half as large."
    ),
    "kubernetes": _(
        "A system that keeps many containers running, restarts what falls over and shares out the machines. Platform "
        "teams look after it, all others deploy to it. An intern reads more of its files than writes, and learns to "
        "find a log line in it."
    ),
    "terraform": _(
        "Files that describe servers, networks and databases, and a tool that makes them so. Changes to machines "
        "become changes to text, reviewed like any other. An intern reads a plan very carefully before agreeing."
    ),
    "linux": _(
        "The operating system nearly all servers run. A back-end intern lives in its shell: looking at processes, "
        "reading logs, finding out which disk is full. Being at ease there saves hours every week."
    ),
    "git": _(
        "The tool that remembers every version of the code and lets many people change it at once. All work passes "
        "through it: a branch, small commits, a pull request. An intern learns most from the history others left."
    ),
    "ci-cd": _(
        "Machines that build and test each change, and bring it to customers when all is well. It lets a team "
        "release many times a day without fear. An intern’s first red build is a rite; mending it is the lesson."
    ),
    "rest-apis": _(
        "Web addresses that programs call, built on the plain verbs of HTTP. They are what most back-end teams "
        "offer to apps and to each other. An intern designs one endpoint: its path, its errors, and what happens "
        "when the same request comes twice."
    ),
    "microservices": _(
        "One large system cut into small ones, each with its own data and its own release. Teams gain independence "
        "and pay for it in networks. An intern owns a corner of one service and learns who calls it."
    ),
    "testing": _(
        "Programs that prove that other programs do what they should. On a good team no change goes without. An "
        "intern is often trusted with tests first, and finds out how a system behaves by asking it."
    ),
    "machine-learning": _(
        "Programs that learn a rule from examples instead of being told it. Around each model stands a great deal of "
        "ordinary back-end work: collecting data, serving answers, noticing when they get worse. That is where a "
        "back-end intern comes in."
    ),
    "data-structures": _(
        "The ways to arrange data so that a question about it is cheap: lists, maps, trees, graphs. Interviews like "
        "the topic, and so does daily work. An intern meets it when a loop in a loop has to become a look-up."
    ),
    "algorithms": _(
        "Known ways to solve known problems, and what each costs as the input grows. Few interns invent one. Many "
        "save an hour a night by seeing that sorting once is enough."
    ),
    "distributed-systems": _(
        "Many computers working as one although any may fail and messages get lost. Databases, queues and payment "
        "systems are built on it. An intern learns to ask of every call: what if it happens twice, or never?"
    ),
    "agile": _(
        "Planning in short rounds, with the people who need the result close by. For an intern it is a board of "
        "small tasks, a few minutes together each morning, and a look back every other week at how it went."
    ),
}
