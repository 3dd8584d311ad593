using CaregiverSignal.Mail.Inbound;

namespace CaregiverSignal.Cli.Checks;

/// <summary>
/// The receiving server's findings about a message (RFC 8601); only those of the server that received it last count.
/// </summary>
/// <param name="Server">The server's own name; empty when it gives none.</param>
public sealed record AuthenticationResults(string Server, IReadOnlyList<AuthenticationResult> All)
{
    private const int Most = 100;

    /// <returns>Null when the message has none.</returns>
    public static AuthenticationResults? Of(MimePart message)
    {
        var read = message.All("Authentication-Results").Take(Most).Select(Read).ToList();
        if (read is not [var newest, ..])
            return null;
        // The results for one method. Anybody can write such lines into a message; a server removes those that bear its
        // own name.
        return newest with
        {
            All = [.. read.Where(one => one.Server == newest.Server).SelectMany(one => one.All).Take(Most)],
        };
    }

    public IReadOnlyList<AuthenticationResult> By(string method) => [.. All.Where(one => one.Method == method)];

    private static AuthenticationResults Read(string header)
    {
        var pieces = WithoutComments(header)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Some servers leave their name out and begin with a result.
        var isNamed = pieces.Length > 0 && !pieces[0].Contains('=', StringComparison.Ordinal);
        return new AuthenticationResults(
            isNamed ? Words(pieces[0])[0] : "",
            [.. pieces.Skip(isNamed ? 1 : 0).Select(ReadResult).OfType<AuthenticationResult>()]
        );
    }

    private static AuthenticationResult? ReadResult(string piece)
    {
        var pairs = Words(piece).Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2).ToList();
        if (pairs.Count == 0)
            return null;
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs.Skip(1))
            properties.TryAdd(pair[0], pair[1].Trim('"'));
        return new AuthenticationResult(
            pairs[0][0].Split('/')[0].ToLowerInvariant(),
            pairs[0][1].ToLowerInvariant(),
            properties
        );
    }

    private static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Removes comments, which are in brackets and can be nested; a semicolon in a comment separates nothing.
    /// </summary>
    private static string WithoutComments(string text)
    {
        var left = new System.Text.StringBuilder();
        var depth = 0;
        foreach (var letter in text)
        {
            if (letter == '(')
                depth++;
            else if (letter == ')' && depth > 0)
                depth--;
            else if (depth == 0)
                left.Append(letter);
        }

        return left.ToString();
    }
}

/// <param name="Method">spf, dkim, dmarc or another method, in lower case.</param>
/// <param name="Result">pass, fail, none and so on, in lower case.</param>
/// <param name="Properties">Such as <c>smtp.mailfrom</c> and <c>header.d</c>.</param>
public sealed record AuthenticationResult(string Method, string Result, IReadOnlyDictionary<string, string> Properties)
{
    public bool IsPass => Result == "pass";

    /// <summary>
    /// The domain that the result is about, in lower case: the value of the first of these properties that is present,
    /// without the part before an @.
    /// </summary>
    public string Domain(params string[] properties)
    {
        var value =
            properties.Select(name => Properties.GetValueOrDefault(name)).FirstOrDefault(value => value is not null)
            ?? "";
        return value[(value.LastIndexOf('@') + 1)..].Trim('<', '>', '.').ToLowerInvariant();
    }
}
