namespace Library;

public static class User
{
    public static int Outputs => MyApp.DigitHead.OutputLength;
}
