namespace CaregiverSignal.Text;

/// <summary>A text in the language people read (Dutch) and, for developers, in English.</summary>
public sealed record LocalText(string Nl, string En)
{
    public override string ToString() => Nl;
}
