namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>A piece of code in a Markdown file, with the lines of text just above it.</summary>
internal sealed record CodeBlock(string Language, string Above, string Text)
{
    /// <param name="file">From the root of the checkout.</param>
    public static IReadOnlyList<CodeBlock> In(string file)
    {
        var blocks = new List<CodeBlock>();
        var lines = File.ReadAllLines(Path.Combine(Some.Root, file));
        for (var start = 0; start < lines.Length; start++)
        {
            if (!IsFence(lines[start]))
                continue;
            var end = Array.FindIndex(lines, start + 1, IsFence);
            var indent = lines[start].Length - lines[start].TrimStart().Length;
            blocks.Add(
                new CodeBlock(
                    lines[start].Trim()[3..],
                    string.Join(' ', lines[Math.Max(0, start - 3)..start]),
                    string.Join('\n', lines[(start + 1)..end].Select(line => line[Math.Min(indent, line.Length)..]))
                        + "\n"
                )
            );
            start = end;
        }
        return blocks;
    }

    private static bool IsFence(string line) => line.TrimStart().StartsWith("```", StringComparison.Ordinal);
}
