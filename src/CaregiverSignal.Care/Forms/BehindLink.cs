using CaregiverSignal.Answers.Form;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Forms;

/// <summary>What a check-in's mailed link shows, or the result of something sent there; the words belong to the
/// page.</summary>
public abstract record BehindLink
{
    public sealed record Unknown : BehindLink;

    public sealed record Over : BehindLink;

    /// <summary>The questions on one page, or the way to the form.</summary>
    /// <param name="Together">The questions answered here; empty if there are none, or if somebody began page by
    /// page.</param>
    /// <param name="Help">Running help, to ask whether it helps; null for none.</param>
    public sealed record Questions(string Coordinator, IReadOnlyList<FormPage> Together, ArrangedHelp? Help)
        : BehindLink
    {
        /// <summary>Whether each answer has a picture and a few words; the rest is not read then.</summary>
        public bool InPictures { get; init; }

        public int Count { get; init; }

        /// <summary>The page to continue on; 1 if nothing was saved yet.</summary>
        public int Next { get; init; }

        /// <summary>The number of pages of the form, including the last one with own words.</summary>
        public int Steps { get; init; }

        /// <summary>Whether one of the questions is enough, and the others are folded.</summary>
        public bool IsShort { get; init; }

        /// <summary>The last day to answer; null if it has passed.</summary>
        public DateOnly? LastDay { get; init; }

        /// <summary>Whether the caregiver paused messages; the questions can still be answered.</summary>
        public bool IsPaused { get; init; }

        /// <summary>Who reads the answers every day besides the coordinator: <c>Team</c>, <c>TeamLead</c>; null for
        /// nobody.</summary>
        public string? ReadsAlong { get; init; }

        public bool HasPage => Together.Count > 0;

        public bool IsFolded => IsShort && Together.Count > 1;
    }

    /// <summary>A kind message and a few questions.</summary>
    /// <param name="After">An admission or a death.</param>
    /// <param name="IsFirst">Whether nothing has been asked since.</param>
    public sealed record AftercareQuestions(
        string Coordinator,
        EventKind After,
        bool IsFirst,
        IReadOnlyList<FormPage> Together
    ) : BehindLink;

    /// <summary>A button that opens the own page: a program that checks mail opens each link.</summary>
    public sealed record OwnPage : BehindLink;

    /// <param name="WhyOver">Why the questions are over: <c>newer</c>, <c>done</c>; null if they are not.</param>
    public sealed record Ways(OptOut Way, string Step, string? WhyOver = null) : BehindLink;

    /// <param name="IsOver">False while a list is still on offer there.</param>
    public sealed record TooLate(LateSubmission Late, bool IsOver) : BehindLink;

    /// <summary>It was answered: the way back to the result, and to further questions.</summary>
    /// <param name="IsTheirs">Whether this browser sent the answers, and its visit has ended.</param>
    /// <param name="More">How many further questions they may answer; none at red, when somebody looks first.</param>
    public sealed record Answered(bool IsTheirs, int More, DateOnly LastDay) : BehindLink;

    /// <param name="Key">The key for its cookie.</param>
    /// <param name="HasSent">Whether the form was sent: then the result is next, otherwise its questions.</param>
    public sealed record Entered(string Key, bool HasSent) : BehindLink;
}
