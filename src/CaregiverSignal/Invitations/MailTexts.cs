namespace CaregiverSignal.Invitations;

/// <summary>
/// The letters to caregivers and to who reads along, with the pieces that a support point may say in its own words,
/// and the words that hold now.
/// </summary>
/// <remarks>
/// What promises something, is somebody's right, has a number to call or says why a mail comes stays as it is.
/// </remarks>
public sealed class MailTexts
{
    /// <summary>As much as a phone shows of a subject, with the name in it (our choice).</summary>
    public const int LongestSubject = 60;

    /// <summary>Five sentences of fifteen words (our choice).</summary>
    public const int LongestOpening = 500;

    /// <summary>Two sentences (our choice).</summary>
    private const int LongestRest = 200;

    /// <summary>As much as a button holds on a telephone (our choice).</summary>
    private const int LongestLabel = 30;

    /// <summary>The letter of a new coordinator who is not named to caregivers.</summary>
    public const string NoName = "NoName";

    /// <summary>The letter to an address that somebody typed to take part.</summary>
    public const string Confirm = "Confirm";

    /// <summary>The one where it takes part already.</summary>
    public const string Known = "Known";

    /// <summary>The letter to a professional for whom something waits.</summary>
    public const string Waits = "Waits";

    private static readonly string[] Names = ["coordinator", "steunpunt"];

    /// <summary>Where a cheerful word hurts most.</summary>
    private const string Loss = "Death";

    private static readonly Texts Shared = Texts.Of(typeof(CaregiverLetters));
    private static readonly MailText Greeting = new("Greeting", Shared, "Invitation", LongestSubject, ["voornaam"]);

    /// <summary>The greeting of who has no name here.</summary>
    public static readonly MailText Nameless = new("GreetingWithoutName", Shared, "Invitation", LongestSubject, [])
    {
        IsToNobodyNamed = true,
    };
    private static readonly MailText ToQuestions = new("LinkLabel", Shared, "Invitation", LongestLabel, []);

    /// <summary>What stands above the name that ends a letter.</summary>
    public static readonly MailText Regards = new("Regards", Shared, "Invitation", LongestSubject, ["steunpunt"]);

    /// <summary>In the order in which somebody gets them.</summary>
    public static readonly IReadOnlyList<MailLetter> Letters = [.. Written()];

    /// <summary>Each piece once, in the order of the letters.</summary>
    public static readonly IReadOnlyList<MailText> All =
    [
        .. Letters.SelectMany(letter => letter.Parts).Select(part => part.Own).OfType<MailText>().Distinct(),
    ];

    private IReadOnlyDictionary<string, string> own;

    public MailTexts()
        : this(new Dictionary<string, string>()) { }

    private MailTexts(IReadOnlyDictionary<string, string> own) => this.own = own;

    public static MailText? Find(string key) =>
        All.FirstOrDefault(one => one.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The letter that a piece is shown in.</summary>
    public static MailLetter LetterOf(MailText piece) => Letters.First(one => one.Prefix == piece.Prefix);

    /// <summary>All letters that a piece stands in.</summary>
    public static IReadOnlyList<MailLetter> LettersOf(MailText piece) =>
        [.. Letters.Where(letter => letter.Parts.Any(part => part.Own == piece))];

    /// <summary>The letter that a piece is shown in, and the one after a death where it stands in that too.</summary>
    public static IEnumerable<MailLetter> SamplesOf(MailText piece) =>
        LettersOf(piece).Where(one => one.Prefix == piece.Prefix || one.Prefix == Loss);

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

    /// <summary>A piece with everything filled in.</summary>
    internal string Filled(MailText piece, params (string Name, string Value)[] fill) =>
        Filled(piece.Words, piece.Key, fill);

    private static IEnumerable<MailLetter> Written()
    {
        var invitation = Texts.Of(typeof(InvitationMail));
        yield return CheckIn(invitation, "Invitation");
        yield return CheckIn(invitation, "Sooner");
        yield return CheckIn(Texts.Of(typeof(ReminderMail)), "Reminder");
        yield return CheckIn(Texts.Of(typeof(NewLinkMail)), "NewLink");
        foreach (var prefix in new[] { "Admission", "AdmissionLater", Loss, "DeathLater" })
            yield return CheckIn(invitation, prefix);
        var page = Texts.Of(typeof(OwnPageMails));
        yield return Around(
            page,
            "OwnLink",
            Sentences(page, "OwnLinkBody"),
            Label(page, "OwnLinkLabel"),
            Ours(page, "OwnLinkUntil", WhyOurs.Promise)
        );
        yield return Around(
            page,
            "NewAddress",
            Ours(page, "NewAddressBody", WhyOurs.Reason),
            Label(page, "NewAddressLabel"),
            Ours(page, "NewAddressUntil", WhyOurs.Promise)
        );
        var done = Texts.Of("Invitations.OwnPageDone");
        yield return Around(done, "Done", Ours(done, "DoneBody", WhyOurs.Reason), Ours(done, "Call", WhyOurs.Number));
        var coordinator = Texts.Of("Staff.Accounts.NewCoordinatorMail");
        foreach (var prefix in new[] { "Named", NoName })
            yield return Around(
                coordinator,
                prefix,
                Sentences(coordinator, prefix + "Body"),
                Ours(coordinator, "Call", WhyOurs.Number)
            );
        var enrolment = Texts.Of("Enrolments.EnrolmentMail");
        yield return ToNobody(
            enrolment,
            Confirm,
            Ours(enrolment, "ConfirmBody", WhyOurs.Reason),
            Label(enrolment, "ConfirmLabel"),
            Ours(enrolment, "NotYou", WhyOurs.Promise)
        );
        yield return ToNobody(
            enrolment,
            Known,
            Ours(enrolment, "KnownBody", WhyOurs.Reason),
            Ours(enrolment, "KnownQuestions", WhyOurs.Promise),
            Ours(enrolment, "KnownOther", WhyOurs.Promise)
        );
        var shared = Texts.Of("Sharing.SharedMails");
        yield return new(
            Waits,
            shared,
            [
                Subject(shared, Waits),
                Own(new("WaitsSalutation", shared, Waits, LongestSubject, [])),
                Ours(shared, "WaitsBody", WhyOurs.Reason),
                Label(shared, "WaitsLabel"),
                Ours(shared, "WaitsStop", WhyOurs.Right),
            ]
        );

        MailPart Sentences(Texts words, string key) =>
            Own(new(key, words, key[..^"Body".Length], LongestOpening, [.. NamesIn(key), "telefoon"]));
        MailPart Label(Texts words, string key) => Own(new(key, words, key[..^"Label".Length], LongestLabel, []));
    }

    /// <summary>Whether a letter has the first question with a link for each answer.</summary>
    public static bool HasQuestion(MailLetter letter) =>
        letter.Words.Has(letter.Prefix + "Opening") && !IsAftercare(letter.Words, letter.Prefix);

    private static bool IsAftercare(Texts words, string prefix) => words.Has(prefix + "Enough");

    private static MailLetter CheckIn(Texts words, string prefix)
    {
        var isAftercare = IsAftercare(words, prefix);
        var opening = new MailText(
            prefix + "Opening",
            words,
            prefix,
            LongestOpening,
            isAftercare ? [.. Names, "telefoon", "tot"] : [.. Names, "telefoon", "tot", "minuten"]
        );
        var parts = new List<MailPart>
        {
            Own(opening),
            Own(isAftercare ? new(prefix + "Link", words, prefix, LongestLabel, []) : ToQuestions),
            Ours(words, prefix + "Until", WhyOurs.Promise),
            Ours(Shared, "Call", WhyOurs.Number),
            Ours(Shared, "CallMe", WhyOurs.Promise),
        };
        if (!isAftercare)
            parts.AddRange(Ours(Shared, "Change", WhyOurs.Promise), Ours(Shared, "TellChange", WhyOurs.Promise));
        if (words.Has(prefix + "Rest"))
            parts.Add(Own(new(prefix + "Rest", words, prefix, LongestRest, Names) { GoesOn = true }));
        parts.Add(Ours(words, prefix + "Pause", WhyOurs.Right));
        if (isAftercare)
            parts.Add(Ours(words, prefix + "Enough", WhyOurs.Right));
        return Around(words, prefix, [.. parts]);
    }

    /// <summary>A letter with what each has: a subject, who it is to and who it is from.</summary>
    private static MailLetter Around(Texts words, string prefix, params MailPart[] parts) =>
        new(prefix, words, [Subject(words, prefix), Own(Greeting), Own(Nameless), .. parts, Own(Regards)]);

    /// <summary>A letter to an address of which nobody knows whose it is.</summary>
    private static MailLetter ToNobody(Texts words, string prefix, params MailPart[] parts) =>
        new(
            prefix,
            words,
            [Subject(words, prefix), Own(Nameless), .. parts, Ours(words, "Call", WhyOurs.Number), Own(Regards)]
        );

    private static MailPart Subject(Texts words, string prefix) =>
        Own(new(prefix + "Subject", words, prefix, LongestSubject, NamesIn(prefix)) { IsSubject = true });

    /// <summary>Who is named in a letter: a coordinator only where it is from one.</summary>
    private static string[] NamesIn(string key) =>
        new[] { NoName, Confirm, Known, Waits }.Any(nameless => key.StartsWith(nameless, StringComparison.Ordinal))
            ? ["steunpunt"]
            : Names;

    private static MailPart Own(MailText piece) => new(piece.Words, piece.Key) { Own = piece };

    private static MailPart Ours(Texts words, string key, WhyOurs why) => new(words, key) { Ours = why };
}

/// <summary>A piece of a letter that a support point may say in its own words.</summary>
/// <param name="Key">The name of its text, such as <c>InvitationSubject</c>.</param>
/// <param name="Words">The texts that it stands in.</param>
/// <param name="Prefix">The letter that it is shown in.</param>
/// <param name="Longest">The most characters.</param>
/// <param name="Fills">What may be filled in, as <c>{coordinator}</c>.</param>
public sealed record MailText(string Key, Texts Words, string Prefix, int Longest, IReadOnlyList<string> Fills)
{
    public bool IsSubject { get; init; }

    /// <summary>Whether a sentence of ours goes on behind it, so that it has to end.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether it stands in mails to whose first name is not known.</summary>
    public bool IsToNobodyNamed { get; init; }

    public string Standard => Words[Key];

    /// <summary>All that is wrong with other words for it.</summary>
    public IReadOnlyList<MailTextProblem> ProblemsOf(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [MailTextProblem.Empty];
        var filled = Texts.Filled(text, [.. Fills.Select(name => (name, ""))]);
        var found = new List<MailTextProblem>();
        if (text.Length > Longest)
            found.Add(MailTextProblem.TooLong);
        if (OneLine.Problem(text, int.MaxValue) is not null)
            found.Add(MailTextProblem.NotOneLine);
        if (filled is null || filled.IndexOfAny(['{', '}']) >= 0)
            found.Add(MailTextProblem.Fill);
        if (NeutralWords.HasAddress(filled ?? text))
            found.Add(MailTextProblem.Address);
        if (NeutralWords.HasPhone(filled ?? text))
            found.Add(MailTextProblem.Phone);
        if (IsSubject && NeutralWords.In(text).Count > 0)
            found.Add(MailTextProblem.TellsTooMuch);
        if (GoesOn && text.TrimEnd()[^1] is not ('.' or '!' or '?'))
            found.Add(MailTextProblem.NoEnd);
        return found;
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

    /// <summary>A number to call, which would stay when the setting changes.</summary>
    Phone,

    /// <summary>A word in the subject by which somebody over the reader's shoulder learns what this is about.</summary>
    TellsTooMuch,

    /// <summary>The next sentence would run on.</summary>
    NoEnd,
}
