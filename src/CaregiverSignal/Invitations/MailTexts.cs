namespace CaregiverSignal.Invitations;

/// <summary>
/// The pieces of the letters to caregivers that a support point may say in its own words, with the words that hold now.
/// </summary>
/// <remarks>
/// Subject, first sentences and farewell only: what a letter must have, its links, how long they work, how to pause and
/// the phone number, stays as it is.
/// </remarks>
public sealed class MailTexts
{
    /// <summary>As much as a phone shows of a subject, with the name in it (our choice).</summary>
    public const int LongestSubject = 60;

    /// <summary>Five sentences of fifteen words (our choice).</summary>
    public const int LongestOpening = 500;

    private static readonly Texts Invitation = Texts.Of(typeof(InvitationMail));
    private static readonly Texts Reminder = Texts.Of(typeof(ReminderMail));
    private static readonly Texts NewLink = Texts.Of(typeof(NewLinkMail));

    /// <summary>In the order in which somebody gets them.</summary>
    public static readonly IReadOnlyList<MailText> All =
    [
        .. Letter(Invitation, "Invitation"),
        .. Letter(Invitation, "Sooner"),
        .. Letter(Reminder, "Reminder"),
        .. Letter(NewLink, "NewLink"),
        .. Letter(Invitation, "Admission"),
        .. Letter(Invitation, "AdmissionLater"),
        .. Letter(Invitation, "Death"),
        .. Letter(Invitation, "DeathLater"),
        new("Regards", Texts.Of(typeof(CaregiverLetters)), Invitation, "Invitation", LongestSubject, ["steunpunt"])
        {
            IsSubject = false,
        },
    ];

    private IReadOnlyDictionary<string, string> own;

    public MailTexts()
        : this(new Dictionary<string, string>()) { }

    private MailTexts(IReadOnlyDictionary<string, string> own) => this.own = own;

    public static MailText? Find(string key) =>
        All.FirstOrDefault(one => one.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes over the words of others, for all who hold these while the program runs.</summary>
    public void Become(MailTexts other) => own = other.own;

    /// <summary>These with other words for one piece.</summary>
    public MailTexts With(MailText piece, string words) =>
        new(new Dictionary<string, string>(own) { [piece.Key] = words });

    /// <summary>The words of a piece, with the names of what is filled in.</summary>
    public string Of(MailText piece) => own.GetValueOrDefault(piece.Key) ?? piece.Standard;

    /// <summary>A text of a letter with everything filled in: the support point's own where it has one.</summary>
    internal string Filled(Texts standard, string key, params (string Name, string Value)[] fill) =>
        own.TryGetValue(key, out var words) && Texts.Filled(words, fill) is { } filled ? filled : standard[key, fill];

    private static MailText[] Letter(Texts words, string prefix) =>
        [
            new(prefix + "Subject", words, words, prefix, LongestSubject, ["coordinator", "steunpunt"])
            {
                IsSubject = true,
            },
            new(
                prefix + "Opening",
                words,
                words,
                prefix,
                LongestOpening,
                ["coordinator", "steunpunt", "telefoon", "tot", "minuten"]
            ),
        ];
}

/// <summary>A piece of a letter that a support point may say in its own words.</summary>
/// <param name="Key">The name of its text, such as <c>InvitationSubject</c>.</param>
/// <param name="Words">The texts that it stands in.</param>
/// <param name="LetterWords">The texts of a letter that it is part of.</param>
/// <param name="Prefix">Which letter of those texts.</param>
/// <param name="Longest">The most characters.</param>
/// <param name="Fills">What may be filled in, as <c>{coordinator}</c>.</param>
public sealed record MailText(
    string Key,
    Texts Words,
    Texts LetterWords,
    string Prefix,
    int Longest,
    IReadOnlyList<string> Fills
)
{
    public bool IsSubject { get; init; }

    public string Standard => Words[Key];

    /// <summary>What is wrong with other words for it; null when nothing is.</summary>
    public MailTextProblem? ProblemOf(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return MailTextProblem.Empty;
        if (text.Length > Longest)
            return MailTextProblem.TooLong;
        if (OneLine.Problem(text, Longest) is not null)
            return MailTextProblem.NotOneLine;
        if (
            Texts.Filled(text, [.. Fills.Select(name => (name, ""))]) is not { } filled
            || filled.IndexOfAny(['{', '}']) >= 0
        )
            return MailTextProblem.Fill;
        if (NeutralWords.HasAddress(filled))
            return MailTextProblem.Address;
        return IsSubject && NeutralWords.In(text).Count > 0 ? MailTextProblem.TellsTooMuch : null;
    }
}

/// <summary>Why words cannot stand in a mail.</summary>
public enum MailTextProblem
{
    Empty,
    TooLong,

    /// <summary>A line break or a character that cannot be seen.</summary>
    NotOneLine,

    /// <summary>Something between braces that nobody fills in there.</summary>
    Fill,

    /// <summary>An address of a page or of mail: the letter has one link, its own.</summary>
    Address,

    /// <summary>A word in the subject by which somebody over the reader's shoulder learns what this is about.</summary>
    TellsTooMuch,
}
