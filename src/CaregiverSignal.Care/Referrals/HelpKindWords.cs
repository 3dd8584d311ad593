namespace CaregiverSignal.Referrals;

/// <summary>A kind of help in words.</summary>
public static class HelpKindWords
{
    private static readonly Texts Words = Texts.Of(typeof(HelpKindWords));

    extension(HelpKind kind)
    {
        /// <summary>Its name for staff: "Een vrijwilliger thuis". A kind stored by a newer program is named by its
        /// key.</summary>
        public string Name => Find($"{kind.Key}.Name") ?? kind.Key;

        /// <summary>Its name for the caregiver, in a sentence: "een vrijwilliger neemt het thuis soms over".</summary>
        public string Told => Find($"{kind.Key}.Told") ?? kind.Key;

        /// <summary>What it is for.</summary>
        public string For => Find($"{kind.Key}.For") ?? "";

        /// <summary>When it fits; null if there is nothing to say.</summary>
        public string? Fits => Find($"{kind.Key}.Fits");

        /// <summary>When it does not; null likewise.</summary>
        public string? Not => Find($"{kind.Key}.Not");

        /// <summary>What to ask before it begins.</summary>
        public string? Ask => Find($"{kind.Key}.Ask");

        /// <summary>What to look out for once it is running.</summary>
        public string? After => Find($"{kind.Key}.After");

        /// <summary>The document it is from; "ons" for our own.</summary>
        public string Cited => kind.Source == HelpKind.Ours ? Words["Ours"] : kind.Source;
    }

    private static string? Find(string key) => Words.Has(key) ? Words[key] : null;
}
