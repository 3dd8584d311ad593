using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Tests.Mail;

/// <summary>A valid letter, and its bytes; tests change what matters to them.</summary>
public static class SomeLetter
{
    public const string Id = "0123456789abcdef0123456789abcdef";
    public const string Link = "https://steunpunt.voorbeeld.nl/a/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE";

    public static readonly DateTimeOffset Date = new(2026, 3, 5, 9, 7, 3, TimeSpan.FromHours(1));

    public static Letter Invitation() =>
        new(
            "Inge Bakker – De Linde",
            "inge@delinde.voorbeeld.nl",
            "post@delinde.voorbeeld.nl",
            "anna@voorbeeld.nl",
            "Anna",
            "Een paar vragen van Inge",
            [
                new Paragraph("Beste Anna,"),
                new Heading("Hoe gaat het met u?"),
                new Paragraph(
                    "Wilt u een paar vragen beantwoorden? Het duurt ongeveer vijf minuten, en u kunt tussendoor stoppen."
                ),
                new LinkLine("Naar de vragen", Link),
                new Paragraph("Liever bellen? Dat kan: 012-345 67 89, van 9 tot 12 uur. Ook in de coördinatie-uren."),
                new Lines(["Groet,", "Inge Bakker", "De Linde"]),
            ],
            "https://steunpunt.voorbeeld.nl/s/pauze-sleutel"
        );

    public static byte[] Bytes(Letter? letter = null) =>
        Composer.Compose(letter ?? Invitation(), $"<{Id}@delinde.voorbeeld.nl>", Id, Date);
}
