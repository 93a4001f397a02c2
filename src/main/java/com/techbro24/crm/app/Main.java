package com.techbro24.crm.app;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
