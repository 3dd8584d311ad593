namespace CaregiverSignal.Text;

/// <summary>How easily a text is read, as far as a program can count it.</summary>
public static class PlainLanguage
{
    /// <summary>The most words of a sentence that a tired person reads at once (our choice, for level B1).</summary>
    public const int MostWords = 15;

    /// <summary>The most letters of a word that is read without stopping (our choice).</summary>
    public const int MostLetters = 20;

    private static readonly char[] Ends = ['.', '!', '?', ':', '\n'];

    /// <summary>The sentences with more words than that, in order.</summary>
    public static IReadOnlyList<string> LongSentences(string text) =>
        [.. Sentences(text).Where(sentence => WordsOf(sentence).Length > MostWords)];

    /// <summary>The words with more letters than that, each once.</summary>
    public static IReadOnlyList<string> LongWords(string text) =>
        [
            .. WordsOf(text)
                .Select(word => word.Trim('.', ',', '!', '?', ':'))
                .Where(word => word.Length > MostLetters)
                .Distinct(),
        ];

    private static string[] Sentences(string text) =>
        text.Split(Ends, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] WordsOf(string text) =>
        text.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
