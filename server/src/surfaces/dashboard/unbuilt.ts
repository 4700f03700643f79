/** Shown where the pages were not built: what to do about it. */
export const unbuilt = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Flumen</title>
</head>
<body>
<main>
<h1>The dashboard is not built</h1>
<p>Run <code>npm run build</code> in the folder of the server and load this page again. The API works without it.</p>
</main>
</body>
</html>
`
